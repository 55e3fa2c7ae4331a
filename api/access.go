package api

import (
	"context"
	"slices"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// access says who may use a route. The zero value is everybody, unasked.
type access struct {
	scope account.Scope // sources' keys need this scope; empty shuts sources out
	role  account.Role  // people need at least this role; empty shuts people out
}

var public = access{}

func sources(scope account.Scope) access { return access{scope: scope} }
func people(role account.Role) access    { return access{role: role} }
func either(scope account.Scope, role account.Role) access {
	return access{scope: scope, role: role}
}

// rank orders the roles; each may do what the ones before it may.
var rank = []account.Role{account.ReadOnly, account.Operator, account.Manager}

// check refuses a caller the route is not for.
func (a access) check(caller account.Caller) error {
	switch {
	case a == public:
		return nil
	case caller.Source != nil && a.scope == "":
		return refusal(order.CodeForbidden, "This is for people; a source's key cannot do it.")
	case caller.Source != nil && !caller.Can(a.scope):
		return refusal(order.CodeForbidden, "This key was made without the scope %q.", a.scope)
	case caller.User != nil && a.role == "":
		return refusal(order.CodeForbidden, "This is for order sources; a person's key or session cannot do it.")
	case caller.User != nil && slices.Index(rank, caller.User.Role) < slices.Index(rank, a.role):
		return refusal(order.CodeForbidden, "This needs the role %q or higher.", a.role)
	}
	return nil
}

type callerKey struct{}

// callerOf is who makes the request, as the route's access rule let them in.
func callerOf(ctx context.Context) identity {
	who, _ := ctx.Value(callerKey{}).(identity)
	return who
}

func withCaller(ctx context.Context, who identity) context.Context {
	return context.WithValue(ctx, callerKey{}, who)
}

// actor is how the caller is written into an order's history.
func (i identity) actor() order.Actor {
	if i.Source != nil {
		return order.Actor{Kind: order.Shop, Name: i.Source.ID}
	}
	return order.Actor{Kind: order.Person, Name: i.User.ID}
}

// sees says whether an order is the caller's business. What it is not, does not
// exist for the caller.
func (i identity) sees(record order.Order) bool {
	if i.Source != nil {
		return i.Source.ID == record.Source
	}
	return i.User != nil && i.Serves(record.Restaurant)
}

package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// PLUAlias is a code of a source's own.
type PLUAlias struct {
	Alias      string `json:"alias" required:"true" minLength:"1" maxLength:"64" doc:"The code that the source sends" example:"SALAD-CAESAR"`
	PLU        string `json:"plu" required:"true" minLength:"1" maxLength:"64" doc:"The menu's code that it stands for" example:"101"`
	Restaurant string `json:"restaurant,omitempty" maxLength:"64" doc:"Where it holds; everywhere when left out"`
}

// PLUAliases are all codes of a source's own.
type PLUAliases struct {
	Items []PLUAlias `json:"items" required:"true" maxItems:"20000" nullable:"false"`
}

// Validate implements validator.
func (b PLUAliases) Validate(time.Time) (faults []order.Fault) {
	seen := map[[2]string]bool{}
	for i, one := range b.Items {
		key := [2]string{one.Restaurant, one.Alias}
		if seen[key] {
			faults = append(faults, order.Fault{Field: fmt.Sprintf("items[%d].alias", i), Code: "duplicate", Message: "the same alias stands further up"})
		}
		seen[key] = true
	}
	return faults
}

type aliasInput struct {
	ID string `path:"id" doc:"The source's id" example:"demo"`
}

type aliasAnswer struct{ Body PLUAliases }

func (s *Server) readAliases(ctx context.Context, in *aliasInput) (*aliasAnswer, error) {
	if err := s.managesSource(ctx, in.ID); err != nil {
		return nil, err
	}
	aliases, err := s.switches.Aliases(ctx, in.ID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &aliasAnswer{Body: PLUAliases{Items: make([]PLUAlias, len(aliases))}}
	for i, one := range aliases {
		answer.Body.Items[i] = PLUAlias{Alias: one.Alias, PLU: one.PLU, Restaurant: one.Restaurant}
	}
	return answer, nil
}

// putAliases replaces all aliases of a source.
func (s *Server) putAliases(ctx context.Context, in *aliasInput, body PLUAliases) (*aliasAnswer, error) {
	if err := s.managesSource(ctx, in.ID); err != nil {
		return nil, err
	}
	aliases := make([]restaurant.Alias, len(body.Items))
	for i, one := range body.Items {
		aliases[i] = restaurant.Alias{Source: in.ID, Restaurant: one.Restaurant, Alias: one.Alias, PLU: one.PLU}
	}
	defer s.menus.Forget("")
	err := s.switches.PutAliases(ctx, in.ID, aliases, callerOf(ctx).actor().String())
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return nil, err
	case err != nil:
		return nil, s.unavailable(ctx, err)
	}
	return s.readAliases(ctx, in)
}

var aliasNotes = notes{
	description: "An alias lets a source send codes of its own. It wins over the menu's codes.",
	refusals:    []int{http.StatusNotFound},
}

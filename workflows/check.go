package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// check looks at the order as it is now, before it is accepted by itself, and
// after it was accepted by somebody who did not look. People may decide meanwhile:
// what was found is for the order as it was when it was looked at.
func (r *run) check(ctx workflow.Context) {
	record := r.life.Record()
	var found []order.Check
	err := workflow.ExecuteLocalActivity(workflow.WithLocalActivityOptions(ctx, checkOptions()), activities.Check, record).Get(ctx, &found)
	if err != nil {
		workflow.GetLogger(ctx).Warn("the order could not be looked at anew", "error", err.Error())
		r.life.NotChecked(workflow.Now(ctx))
		return
	}
	r.life.Checked(record.Revision, found, workflow.Now(ctx))
}

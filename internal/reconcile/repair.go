package reconcile

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	notNow    = "It would be repaired: this was a dry run."
	noWords   = ""
	cancelIt  = "Nothing is left to do. To end an order, cancel it: terminating its workflow does not end it."
	lookAtRun = "Look at the workflow in the Temporal UI. Cancel the order in the console if it answers again; else terminate the workflow, and the next sweep begins it anew."
)

// missing sees to an order that no running workflow was listed for.
func (c *comparison) missing(ctx context.Context, brief order.Brief) error {
	run, found, err := c.Workflows.Run(ctx, order.WorkflowID(brief.Source, brief.ExternalID))
	if err != nil {
		return err
	}
	if found && run.Ended == "" {
		return nil // the list was late
	}
	message := "No workflow worked on the order: Temporal does not know it."
	if found {
		message = quoted(run.Ended)
	}
	if found && run.Revived && run.Ended == "failed" {
		c.report(order.WorkflowMissing, order.Left, brief, message+" It had been begun anew already, and failed.", lookAtRun)
		return nil
	}
	var remains *order.Remains
	if found {
		if got, err := c.Workflows.Remains(ctx, run); err == nil {
			remains = &got
		} else if order.CodeOf(err) != order.CodeNotFound {
			c.failed(order.WorkflowMissing, brief, message+" It cannot be asked now how far it came.", err)
			return nil
		}
	}
	if remains != nil && remains.Life.Revision >= brief.Version && remains.Life.Over() {
		return c.catchUp(ctx, order.RecordBehind, brief, run, *remains)
	}
	return c.revive(ctx, order.WorkflowMissing, brief, remains, message)
}

// revive begins an order's workflow anew: from what the old one knew if that is
// not older than the record, else from the record and the ledger.
func (c *comparison) revive(ctx context.Context, kind order.Disagreement, brief order.Brief, remains *order.Remains, message string) error {
	if c.request.DryRun {
		c.report(kind, order.Left, brief, message, notNow)
		return nil
	}
	kept, err := c.Records.Kept(ctx, brief.ID)
	if err != nil {
		return err
	}
	if kept.Record.Over() || kept.Record.Revision < brief.Version || kept.Record.UpdatedAt.After(c.Now().Add(-c.Grace)) {
		return nil // something happened to it meanwhile
	}
	intake, err := c.intake(ctx, kept)
	if err != nil {
		return err
	}
	life, err := c.life(ctx, kept, intake.Rules, remains)
	if err != nil {
		return err
	}
	var start *order.Remains
	if life != nil {
		all := life.Remains()
		start = &all
	}
	err = c.Workflows.Revive(ctx, intake, start)
	switch {
	case order.CodeOf(err) == order.CodeConflict:
		return nil // somebody was quicker
	case err != nil:
		c.failed(kind, brief, message+" It could not be begun anew.", err)
	case life != nil && life.Injection.State == order.NeedsOperator:
		fault := life.Injection.LastError
		c.report(kind, order.Parked, brief, message+" It was begun anew and waits for a person. "+fault.Message+".", fault.Remedy)
		c.swept.Found[len(c.swept.Found)-1].Owner = fault.Owner
	case life != nil && life.Unproven:
		c.report(kind, order.Repaired, brief, message+" It was begun anew; the station is asked whether it has exactly the agreed dishes, and a person if it has not.", cancelIt)
	default:
		c.report(kind, order.Repaired, brief, message+" It was begun anew where it stood.", cancelIt)
	}
	return nil
}

// life is what the order goes on with; nil for one that begins from the start.
func (c *comparison) life(ctx context.Context, kept order.Kept, rules order.Rules, remains *order.Remains) (*order.Life, error) {
	if remains != nil && (kept.Pending || remains.Life.Revision >= kept.Record.Revision) {
		life := remains.Resume()
		life.Revived(c.Now().UTC())
		return life, nil
	}
	if kept.Pending {
		return nil, nil //nolint:nilnil // nothing ever happened to it
	}
	traces, err := c.Stations.Traces(ctx, kept.Record.ID)
	if err != nil {
		return nil, err
	}
	kept.Traces, kept.Rules = traces, rules
	return order.Revive(kept, c.Now().UTC()), nil
}

// intake is what the order was submitted with. The rules of a restaurant that is
// gone are the usual ones.
func (c *comparison) intake(ctx context.Context, kept order.Kept) (order.Intake, error) {
	first := kept.First
	rules := order.DefaultRules()
	place, err := c.Records.Restaurant(ctx, first.Restaurant)
	switch {
	case err == nil:
		rules = place.RulesFor(first.Source)
	case order.CodeOf(err) != order.CodeNotFound:
		return order.Intake{}, err
	}
	return order.Intake{Source: first.Source, Submission: first.Submission, Rules: rules, Checks: first.Checks, ContentHash: kept.ContentHash}, nil
}

// apart sees to an order whose workflow shows something else than its record.
func (c *comparison) apart(ctx context.Context, brief order.Brief, run order.Run) error {
	remains, err := c.Workflows.Remains(ctx, run)
	if err != nil {
		c.report(order.WorkflowSilent, order.Left, brief, "The order's workflow does not answer.", lookAtRun)
		return nil //nolint:nilerr // reported; the sweep goes on
	}
	now, err := c.Records.Briefs(ctx, []string{brief.ID})
	if err != nil || now[brief.ID] != brief {
		return err // something happened to it meanwhile
	}
	life := &remains.Life
	switch {
	case life.Revision > brief.Version:
		return c.catchUp(ctx, order.RecordBehind, brief, run, remains)
	case life.Revision == brief.Version && life.Status == brief.Status:
		return nil // only what it shows is late
	}
	const message = "Its workflow was set back behind what the database has, as after a crash or with an older copy of Temporal's data."
	if !c.request.DryRun {
		if err := c.Workflows.End(ctx, run, "set back behind its record; begun anew by the sweep"); err != nil {
			c.failed(order.WorkflowBehind, brief, message+" It could not be ended.", err)
			return nil
		}
	}
	return c.revive(ctx, order.WorkflowBehind, brief, nil, message)
}

// catchUp writes the record that a workflow has.
func (c *comparison) catchUp(ctx context.Context, kind order.Disagreement, brief order.Brief, run order.Run, remains order.Remains) error {
	message := "The database had an older record of the order than its workflow."
	if kind == order.RecordMissing {
		message = "The order had a workflow and no record in the database."
	}
	if c.request.DryRun {
		c.report(kind, order.Left, brief, message, notNow)
		return nil
	}
	looked, found, err := c.Workflows.Run(ctx, run.WorkflowID)
	if err != nil || !found {
		return err
	}
	record := remains.Life.Record()
	events := remains.Unpublished
	if last, ok := record.LastEvent(); ok && len(events) == 0 {
		events = []order.Event{last} // who follows the feed sees the order again
	}
	err = c.Records.Project(ctx, order.Projection{Record: record, ContentHash: looked.ContentHash, Events: events})
	switch {
	case order.CodeOf(err) == order.CodeDuplicateExternalID:
		c.report(kind, order.Left, brief, message+" Another order stands under its external id.", lookAtRun)
	case err != nil:
		c.failed(kind, brief, message+" It could not be written.", err)
	default:
		c.report(kind, order.Repaired, brief, message+" It was written from the workflow.", noWords)
	}
	return nil
}

// unlisted sees to a workflow whose order is not in the database.
func (c *comparison) unlisted(ctx context.Context, id string, run order.Run) error {
	source, externalID, _ := order.OfWorkflow(run.WorkflowID)
	brief := order.Brief{ID: id, Source: source, ExternalID: externalID, Restaurant: c.request.Restaurant}
	looked, found, err := c.Workflows.Run(ctx, run.WorkflowID)
	if err != nil || !found || looked.Ended != "" {
		return err // it has ended since
	}
	remains, err := c.Workflows.Remains(ctx, looked)
	if err != nil {
		c.report(order.WorkflowSilent, order.Left, brief, "A workflow runs for an order that is not in the database, and does not answer.", lookAtRun)
		return nil //nolint:nilerr // reported; the sweep goes on
	}
	brief.Restaurant = remains.Life.Restaurant
	return c.catchUp(ctx, order.RecordMissing, brief, looked, remains)
}

// lingering sees to a workflow that runs although its order is over.
func (c *comparison) lingering(ctx context.Context, brief order.Brief, run order.Run) error {
	looked, found, err := c.Workflows.Run(ctx, run.WorkflowID)
	if err != nil || !found || looked.Ended != "" {
		return err
	}
	remains, err := c.Workflows.Remains(ctx, looked)
	switch {
	case err != nil:
		c.report(order.WorkflowSilent, order.Left, brief, "The order is over, its workflow still runs and does not answer.", lookAtRun)
	case !remains.Life.Over() && remains.Life.Revision > brief.Version:
		return c.catchUp(ctx, order.RecordBehind, brief, looked, remains)
	case !remains.Life.Over():
		const message = "The order is over, and its workflow was set back to a time when it was not."
		if c.request.DryRun {
			c.report(order.WorkflowBehind, order.Left, brief, message, notNow)
			return nil
		}
		if err := c.Workflows.End(ctx, looked, "the order is over"); err != nil {
			c.failed(order.WorkflowBehind, brief, message, err)
			return nil
		}
		c.report(order.WorkflowBehind, order.Repaired, brief, message+" It was ended.", noWords)
	default:
		c.report(order.WorkflowUnfinished, order.Left, brief, "The order is over, but its workflow still runs.",
			"Nothing is wrong with the order. Look at the workflow in the Temporal UI; it may be terminated there.")
	}
	return nil
}

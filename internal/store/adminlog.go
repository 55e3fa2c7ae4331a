package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/internal/admin"
)

type logRow struct {
	ID        int64  `db:"id"`
	At        int64  `db:"at"`
	Actor     string `db:"actor"`
	Action    string `db:"action"`
	Subject   string `db:"subject"`
	SubjectID string `db:"subject_id"`
	Changes   string `db:"changes"`
}

func addLog(ctx context.Context, on statements, entry admin.Entry) error {
	changes, err := jsonText(entry.Changes)
	if err != nil {
		return fmt.Errorf("write changes as JSON: %w", err)
	}
	_, err = on.exec(ctx, "INSERT INTO admin_log (at, actor, action, subject, subject_id, changes) VALUES (?, ?, ?, ?, ?, ?)",
		entry.At.UnixMicro(), entry.Actor, string(entry.Action), entry.Subject, entry.SubjectID, changes)
	if err != nil {
		return fmt.Errorf("write the log of administration: %w", err)
	}
	return nil
}

// Log is a page of the log of administration, newest first.
func (s *Store) Log(ctx context.Context, filter admin.LogFilter) (admin.LogPage, error) {
	if !keepable(append([]string{filter.Actor, filter.Subject, filter.SubjectID, filter.OnlyBy}, filter.OnlyOf...)...) {
		return admin.LogPage{}, nil
	}
	where, limit := logConditions(filter), bounded(filter.Limit, defaultPage, maxPage)
	var rows []logRow
	err := s.list(ctx, &rows, "SELECT id, at, actor, action, subject, subject_id, changes FROM admin_log WHERE "+where.String()+
		" ORDER BY id DESC LIMIT ?", append(where.args, limit+1)...)
	if err != nil {
		return admin.LogPage{}, fmt.Errorf("read the log of administration: %w", err)
	}
	var page admin.LogPage
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = rows[limit-1].ID
	}
	for _, row := range rows {
		entry := admin.Entry{ID: row.ID, At: moment(row.At), Actor: row.Actor, Action: admin.Action(row.Action), Subject: row.Subject, SubjectID: row.SubjectID}
		if err := json.Unmarshal([]byte(row.Changes), &entry.Changes); err != nil {
			return admin.LogPage{}, fmt.Errorf("entry %d of the log of administration cannot be read: %w", row.ID, err)
		}
		page.Entries = append(page.Entries, entry)
	}
	return page, nil
}

func logConditions(filter admin.LogFilter) *conditions {
	where := &conditions{terms: []string{"1 = 1"}}
	in(where, "actor", oneOf(filter.Actor))
	in(where, "subject", oneOf(filter.Subject))
	in(where, "subject_id", oneOf(filter.SubjectID))
	if filter.Before > 0 {
		where.add("id < ?", filter.Before)
	}
	if len(filter.OnlyOf) > 0 {
		theirs := &conditions{terms: []string{"subject = 'restaurant'"}}
		in(theirs, "subject_id", filter.OnlyOf)
		where.add("("+strings.Join([]string{theirs.String(), "actor = ?"}, " OR ")+")", append(theirs.args, filter.OnlyBy)...)
	}
	return where
}

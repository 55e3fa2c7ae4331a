package api

import (
	"context"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

type auditInput struct {
	Actor     string `query:"actor" maxLength:"128" example:"user:anna"`
	Subject   string `query:"subject" enum:"user,source,key,restaurant"`
	SubjectID string `query:"subject_id" maxLength:"128"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor    string `query:"cursor" maxLength:"20" doc:"next_cursor of the page before"`
}

// AuditList is a page of the log of administration, newest first.
type AuditList struct {
	Items      []admin.Entry `json:"items" nullable:"false"`
	NextCursor string        `json:"next_cursor,omitempty" doc:"For the next page; left out on the last one"`
}

type auditAnswer struct{ Body AuditList }

func (s *Server) readAudit(ctx context.Context, in *auditInput) (*auditAnswer, error) {
	filter := admin.LogFilter{Actor: in.Actor, Subject: in.Subject, SubjectID: in.SubjectID, Limit: in.Limit}
	if in.Cursor != "" {
		before, err := strconv.ParseInt(in.Cursor, 10, 64)
		if err != nil || before <= 0 {
			return nil, &order.Error{Code: order.CodeInvalid, Detail: "1 fault; see errors.", Faults: []order.Fault{
				{Field: "cursor", Code: codeMalformed, Message: "must be next_cursor of the page before"},
			}}
		}
		filter.Before = before
	}
	page, err := s.admin.Log(ctx, callerOf(ctx).administrator(), filter)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &auditAnswer{Body: AuditList{Items: append([]admin.Entry{}, page.Entries...)}}
	if page.Next > 0 {
		answer.Body.NextCursor = strconv.FormatInt(page.Next, 10)
	}
	return answer, nil
}

package admin

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Action names what was done, like "user.changed".
type Action string

// The actions of the log.
const (
	UserCreated          Action = "user.created"
	UserChanged          Action = "user.changed"
	UserPassword         Action = "user.password_set"
	UserSignedOut        Action = "user.signed_out"
	SourceCreated        Action = "source.created"
	SourceChanged        Action = "source.changed"
	KeyCreated           Action = "key.created"
	KeyRotated           Action = "key.rotated"
	KeyRevoked           Action = "key.revoked"
	RestaurantCreated    Action = "restaurant.created"
	RestaurantChanged    Action = "restaurant.changed"
	RestaurantRemoved    Action = "restaurant.removed"
	RestaurantExamined   Action = "restaurant.examined"
	RestaurantAlarmTried Action = "restaurant.alarm_tried"
	RestaurantSwitched   Action = "restaurant.availability_changed"
	DishTakenOff         Action = "dish.taken_off"
	ModifierTakenOff     Action = "modifier.taken_off"
	ModifierPutBack      Action = "modifier.put_back"
	DishPutBack          Action = "dish.put_back"
	SourceAliases        Action = "source.aliases_changed"
)

// Entry is one line of the log of administration. It never holds a secret.
type Entry struct {
	ID        int64     `json:"id"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor" doc:"Who did it: user:<name>, cli or setup" example:"user:anna"`
	Action    Action    `json:"action" example:"restaurant.changed"`
	Subject   string    `json:"subject" enum:"user,source,key,restaurant" doc:"What kind of thing was changed"`
	SubjectID string    `json:"subject_id" example:"arbat-1"`
	Changes   []Change  `json:"changes" nullable:"false"`
}

// Change is one field that was changed. Of a secret only that is told.
type Change struct {
	Field  string `json:"field" example:"orders.fill"`
	From   any    `json:"from,omitempty" doc:"Left out when there was nothing"`
	To     any    `json:"to,omitempty" doc:"Left out when nothing is left"`
	Secret bool   `json:"secret,omitempty" doc:"It was changed; the value is not kept here"`
}

// LogFilter chooses entries of the log.
type LogFilter struct {
	Actor, Subject, SubjectID string
	Before                    int64 // entries with lower ids; 0 for all
	Limit                     int
	// OnlyOf limits the log to these restaurants and to what OnlyBy did
	// themselves; empty means everything.
	OnlyOf []string
	OnlyBy string
}

// LogPage is a page of the log; Next is 0 on the last one.
type LogPage struct {
	Entries []Entry
	Next    int64
}

// Log is a page of what was changed, newest first. Who is limited to some
// restaurants sees what happened to those, and what they did themselves.
func (s *Service) Log(ctx context.Context, by Actor, filter LogFilter) (LogPage, error) {
	if !by.everything() {
		filter.OnlyOf, filter.OnlyBy = by.Restaurants, by.Name
	}
	return s.store.Log(ctx, filter)
}

func (s *Service) entry(by Actor, action Action, subject, id string, changes []Change) Entry {
	if changes == nil {
		changes = []Change{}
	}
	return Entry{At: s.now(), Actor: by.Name, Action: action, Subject: subject, SubjectID: id, Changes: changes}
}

// maxLogged is how much of a value the log keeps; certificates are longer.
const maxLogged = 300

// differences lists the fields in which two values differ, as JSON sees them.
// nil stands for nothing at all.
func differences(before, after any) ([]Change, error) {
	old, err := flattened(before)
	if err != nil {
		return nil, err
	}
	present, err := flattened(after)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, field := range slices.Sorted(maps.Keys(merged(old, present))) {
		if from, to := old[field], present[field]; from != to {
			changes = append(changes, Change{Field: field, From: shortened(from), To: shortened(to)})
		}
	}
	return changes, nil
}

// merged has the keys of both.
func merged(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// flattened is a value as the paths of its plain fields.
func flattened(value any) (map[string]any, error) {
	fields := map[string]any{}
	if value == nil {
		return fields, nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	flatten("", tree, fields)
	return fields, nil
}

func flatten(path string, value any, into map[string]any) {
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			if path != "" {
				name = path + "." + name
			}
			flatten(name, field, into)
		}
	case []any:
		into[path] = listed(value)
	case json.Number:
		if whole, err := strconv.ParseInt(string(value), 10, 64); err == nil {
			into[path] = whole
			return
		}
		into[path] = string(value)
	case nil:
	default:
		into[path] = value
	}
}

// listed is a list on one line: lists here are short.
func listed(values []any) string {
	text, _ := json.Marshal(values) // it was read from JSON
	return string(text)
}

func shortened(value any) any {
	if text, ok := value.(string); ok && utf8.RuneCountInString(text) > maxLogged {
		return string([]rune(text)[:maxLogged]) + "…"
	}
	return value
}

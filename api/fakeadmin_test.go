package api

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// What is administered, in memory. A change that fails leaves nothing behind.

var administering sync.Mutex

func (w *world) Administer(_ context.Context, work func(admin.Records) error) error {
	administering.Lock()
	defer administering.Unlock()
	w.mu.Lock()
	users, sources, keys, sessions := maps.Clone(w.users), maps.Clone(w.sources), maps.Clone(w.keys), maps.Clone(w.sessions)
	restaurants, log, err := maps.Clone(w.restaurants), slices.Clone(w.log), w.databaseErr
	w.mu.Unlock()
	if err != nil {
		return err
	}
	if err := work(worldRecords{w}); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.users, w.sources, w.keys, w.sessions, w.restaurants, w.log = users, sources, keys, sessions, restaurants, log
		return err
	}
	return nil
}

func (w *world) HasUsers(context.Context) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.users) > 0, w.databaseErr
}

func (w *world) Users(context.Context) (all []account.User, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(w.users)) {
		all = append(all, w.users[id])
	}
	return all, w.databaseErr
}

func (w *world) Sources(context.Context) (all []account.Source, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(w.sources)) {
		all = append(all, w.sources[id])
	}
	return all, w.databaseErr
}

func (w *world) Keys(_ context.Context, sourceID, userID string) (found []account.Key, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, key := range w.keys {
		if (sourceID == "" || sourceID == key.SourceID) && (userID == "" || userID == key.UserID) {
			found = append(found, key)
		}
	}
	slices.SortFunc(found, func(a, b account.Key) int { return strings.Compare(a.ID, b.ID) })
	return found, w.databaseErr
}

func (w *world) Log(_ context.Context, filter admin.LogFilter) (page admin.LogPage, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, entry := range slices.Backward(w.log) {
		if filter.Before > 0 && entry.ID >= filter.Before || filter.Actor != "" && filter.Actor != entry.Actor ||
			filter.Subject != "" && filter.Subject != entry.Subject || filter.SubjectID != "" && filter.SubjectID != entry.SubjectID {
			continue
		}
		if len(filter.OnlyOf) > 0 && entry.Actor != filter.OnlyBy && (entry.Subject != "restaurant" || !slices.Contains(filter.OnlyOf, entry.SubjectID)) {
			continue
		}
		if len(page.Entries) == filter.Limit {
			page.Next = page.Entries[len(page.Entries)-1].ID
			break
		}
		page.Entries = append(page.Entries, entry)
	}
	return page, w.databaseErr
}

func (w *world) Examine(ctx context.Context, r restaurant.Restaurant) []restaurant.Finding {
	w.mu.Lock()
	w.examined = append(w.examined, r)
	wait := w.examining
	w.mu.Unlock()
	if wait != nil {
		select {
		case <-wait:
		case <-ctx.Done():
		}
	}
	return []restaurant.Finding{
		{Check: "connection", OK: true, Severity: order.Info, Message: "The cash server answers."},
		{Check: "licence", OK: r.ID == "arbat-1", Severity: order.Problem, Message: "There is no licence.", Remedy: "Buy one."},
	}
}

type worldRecords struct{ *world }

func (r worldRecords) PutUser(_ context.Context, user account.User) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.users[user.ID] = user
	return nil
}

func (r worldRecords) EndSessions(_ context.Context, userID string, except []byte) (ended int64, _ error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for hash, session := range r.sessions {
		if session.UserID == userID && !bytes.Equal(session.Hash, except) {
			delete(r.sessions, hash)
			ended++
		}
	}
	return ended, nil
}

func (r worldRecords) PutSource(_ context.Context, source account.Source) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sources[source.ID] = source
	return nil
}

func (r worldRecords) Key(_ context.Context, id string) (account.Key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, key := range r.keys {
		if key.ID == id {
			return key, nil
		}
	}
	return account.Key{}, errMissing
}

func (r worldRecords) AddKey(_ context.Context, key account.Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keys[[32]byte(key.Hash)] = key
	return nil
}

func (r worldRecords) PutKeyEnd(_ context.Context, changed account.Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for hash, key := range r.keys {
		if key.ID == changed.ID {
			key.ExpiresAt, key.RevokedAt = changed.ExpiresAt, changed.RevokedAt
			r.keys[hash] = key
		}
	}
	return nil
}

func (r worldRecords) PutRestaurant(_ context.Context, one restaurant.Restaurant) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	one.Revision, one.UpdatedAt = r.restaurants[one.ID].Revision+1, r.now
	r.restaurants[one.ID] = one
	return nil
}

func (r worldRecords) DeleteRestaurant(_ context.Context, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.restaurants, id)
	return nil
}

func (r worldRecords) OpenOrders(_ context.Context, id string) (open int, _ error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, life := range r.lives {
		if life.Restaurant == id && !life.Status.Final() {
			open++
		}
	}
	return open, nil
}

func (r worldRecords) AddLog(_ context.Context, entry admin.Entry) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	entry.ID = int64(len(r.log) + 1)
	r.log = append(r.log, entry)
	return nil
}

func (w *world) Outcomes(_ context.Context, filter admin.OutcomeFilter, each func(admin.Outcome) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, life := range w.lives {
		if life.CreatedAt.Before(filter.From) || !life.CreatedAt.Before(filter.To) ||
			len(filter.Restaurants) > 0 && !slices.Contains(filter.Restaurants, life.Restaurant) {
			continue
		}
		one := admin.Outcome{At: life.CreatedAt, Source: life.Source, Status: life.Status, EndedBy: life.DecidedBy}
		if life.Reason != nil {
			one.Reason = string(life.Reason.Code)
		}
		for _, entry := range life.History {
			if entry.Event == order.EventAccepted && one.AcceptedAt == nil {
				one.AcceptedAt, one.AcceptedBy = &entry.At, entry.Actor
			}
		}
		if err := each(one); err != nil {
			return err
		}
	}
	return w.databaseErr
}

package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

var errMissing = order.Errorf(order.CodeNotFound, "missing")

func (w *world) KeyByHash(_ context.Context, hash []byte) (account.Key, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keyLookups++
	if w.databaseErr != nil {
		return account.Key{}, w.databaseErr
	}
	if key, ok := w.keys[[32]byte(hash)]; ok {
		return key, nil
	}
	return account.Key{}, errMissing
}

func (w *world) TouchKey(context.Context, string, time.Time) error { return nil }

func (w *world) Source(_ context.Context, id string) (account.Source, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if source, ok := w.sources[id]; ok {
		return source, nil
	}
	return account.Source{}, errMissing
}

func (w *world) User(_ context.Context, id string) (account.User, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if user, ok := w.users[id]; ok {
		return user, nil
	}
	return account.User{}, errMissing
}

func (w *world) AddSession(_ context.Context, session account.Session) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sessions[[32]byte(session.Hash)] = session
	return nil
}

func (w *world) SessionByHash(_ context.Context, hash []byte) (account.Session, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if session, ok := w.sessions[[32]byte(hash)]; ok {
		return session, nil
	}
	return account.Session{}, errMissing
}

func (w *world) DeleteSession(_ context.Context, hash []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.sessions, [32]byte(hash))
	return nil
}

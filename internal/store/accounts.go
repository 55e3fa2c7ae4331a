package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/account"
)

type sourceRow struct {
	ID          string `db:"id"`
	Name        string `db:"name"`
	Restaurants string `db:"restaurants"`
	Strict      bool   `db:"strict"`
	Signed      bool   `db:"signed_submits"`
	Disabled    bool   `db:"disabled"`
}

const selectSources = "SELECT id, name, restaurants, strict, signed_submits, disabled FROM sources"

// PutSource adds an order source or changes it.
func (s *Store) PutSource(ctx context.Context, source account.Source) error {
	return putSource(ctx, s, source)
}

func putSource(ctx context.Context, on statements, source account.Source) error {
	restaurants, err := jsonText(source.Restaurants)
	if err != nil {
		return err
	}
	_, err = on.exec(ctx, `INSERT INTO sources (id, name, restaurants, strict, signed_submits, disabled) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, restaurants = excluded.restaurants, strict = excluded.strict,
			signed_submits = excluded.signed_submits, disabled = excluded.disabled`,
		source.ID, source.Name, restaurants, source.Strict, source.SignedSubmits, source.Disabled)
	if err != nil {
		return fmt.Errorf("write source %s: %w", source.ID, err)
	}
	return nil
}

// Source is one order source.
func (s *Store) Source(ctx context.Context, id string) (account.Source, error) {
	return source(ctx, s, id)
}

func source(ctx context.Context, on statements, id string) (account.Source, error) {
	var row sourceRow
	if err := getByText(ctx, on, &row, selectSources+" WHERE id = ?", id); err != nil {
		return account.Source{}, lookedUp(err, "source")
	}
	return row.source()
}

// Sources are all order sources by their id.
func (s *Store) Sources(ctx context.Context) ([]account.Source, error) { return sources(ctx, s) }

func sources(ctx context.Context, on statements) ([]account.Source, error) {
	var rows []sourceRow
	if err := on.list(ctx, &rows, selectSources+" ORDER BY id"); err != nil {
		return nil, fmt.Errorf("read the sources: %w", err)
	}
	sources := make([]account.Source, len(rows))
	for i, row := range rows {
		var err error
		if sources[i], err = row.source(); err != nil {
			return nil, err
		}
	}
	return sources, nil
}

// DeleteSource forgets a source and its keys. Its orders stay.
func (s *Store) DeleteSource(ctx context.Context, id string) error {
	rows, err := s.exec(ctx, "DELETE FROM sources WHERE id = ?", id)
	return found(rows, err, "source")
}

func (r sourceRow) source() (account.Source, error) {
	source := account.Source{ID: r.ID, Name: r.Name, Strict: r.Strict, SignedSubmits: r.Signed, Disabled: r.Disabled}
	if err := json.Unmarshal([]byte(r.Restaurants), &source.Restaurants); err != nil {
		return source, fmt.Errorf("the stored restaurants of source %s cannot be read: %w", r.ID, err)
	}
	return source, nil
}

type userRow struct {
	ID           string `db:"id"`
	Name         string `db:"name"`
	Role         string `db:"role"`
	Restaurants  string `db:"restaurants"`
	PasswordHash string `db:"password_hash"`
	Disabled     bool   `db:"disabled"`
}

const selectUsers = "SELECT id, name, role, restaurants, password_hash, disabled FROM users"

// PutUser adds a person or changes them, with the password's hash.
func (s *Store) PutUser(ctx context.Context, user account.User) error { return putUser(ctx, s, user) }

func putUser(ctx context.Context, on statements, user account.User) error {
	restaurants, err := jsonText(user.Restaurants)
	if err != nil {
		return err
	}
	_, err = on.exec(ctx, `INSERT INTO users (id, name, role, restaurants, password_hash, disabled) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, restaurants = excluded.restaurants,
			password_hash = excluded.password_hash, disabled = excluded.disabled`,
		user.ID, user.Name, string(user.Role), restaurants, user.PasswordHash, user.Disabled)
	if err != nil {
		return fmt.Errorf("write user %s: %w", user.ID, err)
	}
	return nil
}

// User is one person by the sign-in name.
func (s *Store) User(ctx context.Context, id string) (account.User, error) { return user(ctx, s, id) }

func user(ctx context.Context, on statements, id string) (account.User, error) {
	var row userRow
	if err := getByText(ctx, on, &row, selectUsers+" WHERE id = ?", id); err != nil {
		return account.User{}, lookedUp(err, "user")
	}
	return row.user()
}

// Users are all people by their sign-in name.
func (s *Store) Users(ctx context.Context) ([]account.User, error) { return users(ctx, s) }

func users(ctx context.Context, on statements) ([]account.User, error) {
	var rows []userRow
	if err := on.list(ctx, &rows, selectUsers+" ORDER BY id"); err != nil {
		return nil, fmt.Errorf("read the users: %w", err)
	}
	users := make([]account.User, len(rows))
	for i, row := range rows {
		var err error
		if users[i], err = row.user(); err != nil {
			return nil, err
		}
	}
	return users, nil
}

func (r userRow) user() (account.User, error) {
	user := account.User{ID: r.ID, Name: r.Name, Role: account.Role(r.Role), PasswordHash: r.PasswordHash, Disabled: r.Disabled}
	if err := json.Unmarshal([]byte(r.Restaurants), &user.Restaurants); err != nil {
		return user, fmt.Errorf("the stored restaurants of user %s cannot be read: %w", r.ID, err)
	}
	return user, nil
}

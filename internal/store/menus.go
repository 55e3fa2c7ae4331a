package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// sharedMenus is the name under which changes are counted that concern the
// menus of all restaurants.
const sharedMenus = ""

// MenuState is what is cheap to know about a restaurant's menu.
func (s *Store) MenuState(ctx context.Context, restaurantID string) (restaurant.MenuState, error) {
	var row struct {
		Revision  int64  `db:"revision"`
		CheckedAt *int64 `db:"checked_at"`
	}
	err := s.get(ctx, &row, `SELECT
		(SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM menu_revisions WHERE restaurant IN (?, ?))
			+ COALESCE((SELECT revision FROM restaurants WHERE id = ?), 0) AS revision,
		(SELECT checked_at FROM menu_parts WHERE restaurant = ? AND part = ?) AS checked_at`,
		restaurantID, sharedMenus, restaurantID, restaurantID, string(restaurant.Stock))
	if err != nil {
		return restaurant.MenuState{}, fmt.Errorf("look at the menu of restaurant %s: %w", restaurantID, err)
	}
	state := restaurant.MenuState{Revision: row.Revision}
	if row.CheckedAt != nil {
		state.CheckedAt = moment(*row.CheckedAt)
	}
	return state, nil
}

// MenuPart is one part of a menu.
func (s *Store) MenuPart(ctx context.Context, restaurantID string, part restaurant.MenuPart) (restaurant.StoredPart, error) {
	var row struct {
		Version string `db:"version"`
		MadeOf  string `db:"made_of"`
		Content string `db:"content"`
	}
	err := s.get(ctx, &row, "SELECT version, made_of, content FROM menu_parts WHERE restaurant = ? AND part = ?", restaurantID, string(part))
	if err != nil {
		return restaurant.StoredPart{}, lookedUp(err, "menu")
	}
	return restaurant.StoredPart{Version: row.Version, Key: row.MadeOf, Content: []byte(row.Content)}, nil
}

// PutMenuPart keeps a part of a menu. What has the version of the kept one is
// not written again; only that it was confirmed is.
func (s *Store) PutMenuPart(ctx context.Context, restaurantID string, part restaurant.MenuPart, content restaurant.StoredPart) (changed bool, err error) {
	now := s.now().UnixMicro()
	rows, err := s.exec(ctx, "UPDATE menu_parts SET checked_at = ?, made_of = ? WHERE restaurant = ? AND part = ? AND version = ?",
		now, content.Key, restaurantID, string(part), content.Version)
	if err == nil && rows == 0 {
		changed = true
		err = s.changeMenu(ctx, restaurantID, nil, `
			INSERT INTO menu_parts (restaurant, part, version, made_of, content, changed_at, checked_at) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (restaurant, part) DO UPDATE SET version = excluded.version, made_of = excluded.made_of, content = excluded.content,
				changed_at = excluded.changed_at, checked_at = excluded.checked_at`,
			restaurantID, string(part), content.Version, content.Key, string(content.Content), now, now)
	}
	if err != nil {
		return false, fmt.Errorf("keep the menu of restaurant %s: %w", restaurantID, err)
	}
	return changed, nil
}

// Snoozes are the dishes and modifiers that are kept from being sold, those that ran out included.
func (s *Store) Snoozes(ctx context.Context, restaurantID string) ([]restaurant.Snooze, error) {
	var rows []struct {
		Modifier bool   `db:"modifier"`
		Ident    int64  `db:"ident"`
		Until    *int64 `db:"until"`
		Note     string `db:"note"`
		By       string `db:"set_by"`
	}
	err := s.list(ctx, &rows, "SELECT modifier, ident, until, note, set_by FROM menu_snoozes WHERE restaurant = ? ORDER BY modifier, ident", restaurantID)
	if err != nil {
		return nil, fmt.Errorf("read the snoozes of restaurant %s: %w", restaurantID, err)
	}
	snoozes := make([]restaurant.Snooze, len(rows))
	for i, row := range rows {
		snoozes[i] = restaurant.Snooze{Modifier: row.Modifier, Ident: row.Ident, Until: optionalMoment(row.Until), Note: row.Note, By: row.By}
	}
	return snoozes, nil
}

// PutSnooze keeps a dish or modifier from being sold, and forgets what ran out.
func (s *Store) PutSnooze(ctx context.Context, restaurantID string, snooze restaurant.Snooze) error {
	if _, err := s.exec(ctx, "DELETE FROM menu_snoozes WHERE restaurant = ? AND until <= ?", restaurantID, s.now().UnixMicro()); err != nil {
		return fmt.Errorf("forget snoozes of restaurant %s: %w", restaurantID, err)
	}
	err := s.changeMenu(ctx, restaurantID, s.snoozeEntry(restaurantID, snooze, admin.DishTakenOff, admin.ModifierTakenOff), `
		INSERT INTO menu_snoozes (restaurant, modifier, ident, until, note, set_by) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (restaurant, modifier, ident) DO UPDATE SET until = excluded.until, note = excluded.note, set_by = excluded.set_by`,
		restaurantID, snooze.Modifier, snooze.Ident, optionalMicros(snooze.Until), snooze.Note, snooze.By)
	if err != nil {
		return fmt.Errorf("take something off at restaurant %s: %w", restaurantID, err)
	}
	return nil
}

// DeleteSnooze lets it be sold again. One that is not snoozed is fine.
func (s *Store) DeleteSnooze(ctx context.Context, restaurantID string, snooze restaurant.Snooze) error {
	err := s.changeMenu(ctx, restaurantID, s.snoozeEntry(restaurantID, snooze, admin.DishPutBack, admin.ModifierPutBack),
		"DELETE FROM menu_snoozes WHERE restaurant = ? AND modifier = ? AND ident = ?", restaurantID, snooze.Modifier, snooze.Ident)
	if err != nil {
		return fmt.Errorf("put something back at restaurant %s: %w", restaurantID, err)
	}
	return nil
}

// snoozeEntry is the line of the log about one dish or modifier.
func (s *Store) snoozeEntry(restaurantID string, snooze restaurant.Snooze, dish, modifier admin.Action) *admin.Entry {
	action, what := dish, "dish"
	if snooze.Modifier {
		action, what = modifier, "modifier"
	}
	changes := []admin.Change{{Field: "ident", To: snooze.Ident}, {Field: what, To: snooze.Name}}
	if snooze.Until != nil {
		changes = append(changes, admin.Change{Field: "until", To: snooze.Until.UTC().Format(time.RFC3339)})
	}
	if snooze.Note != "" {
		changes = append(changes, admin.Change{Field: "note", To: snooze.Note})
	}
	return &admin.Entry{At: s.now(), Actor: loggedBy(snooze.By), Action: action, Subject: "restaurant", SubjectID: restaurantID, Changes: changes}
}

// loggedBy is who the log names: a person, or the program itself.
func loggedBy(name string) string {
	if name == "" || name == "system" {
		return "system"
	}
	return "user:" + name
}

type aliasRow struct {
	Source     string `db:"source"`
	Restaurant string `db:"restaurant"`
	Alias      string `db:"alias"`
	PLU        string `db:"plu"`
}

// Aliases are all codes of a source's own.
func (s *Store) Aliases(ctx context.Context, source string) ([]restaurant.Alias, error) {
	return s.aliases(ctx, "source = ?", source)
}

// AliasesAt are the codes of all sources that hold at a restaurant; those for
// this restaurant alone come last.
func (s *Store) AliasesAt(ctx context.Context, restaurantID string) ([]restaurant.Alias, error) {
	return s.aliases(ctx, "restaurant IN ('', ?)", restaurantID)
}

func (s *Store) aliases(ctx context.Context, where, value string) ([]restaurant.Alias, error) {
	var rows []aliasRow
	if keepable(value) {
		if err := s.list(ctx, &rows, "SELECT source, restaurant, alias, plu FROM menu_aliases WHERE "+where+" ORDER BY restaurant, source, alias", value); err != nil {
			return nil, fmt.Errorf("read aliases: %w", err)
		}
	}
	aliases := make([]restaurant.Alias, len(rows))
	for i, row := range rows {
		aliases[i] = restaurant.Alias(row)
	}
	return aliases, nil
}

// PutAliases replaces all codes of a source's own.
func (s *Store) PutAliases(ctx context.Context, source string, aliases []restaurant.Alias, by string) error {
	err := s.inTx(ctx, func(tx transaction) error {
		before, err := tx.exec(ctx, "DELETE FROM menu_aliases WHERE source = ?", source)
		if err != nil {
			return err
		}
		for _, alias := range aliases {
			_, err := tx.exec(ctx, "INSERT INTO menu_aliases (source, restaurant, alias, plu) VALUES (?, ?, ?, ?)", source, alias.Restaurant, alias.Alias, alias.PLU)
			if err != nil {
				return err
			}
		}
		if err := countMenuChange(ctx, tx, sharedMenus); err != nil {
			return err
		}
		return addLog(ctx, tx, admin.Entry{At: s.now(), Actor: loggedBy(by), Action: admin.SourceAliases, Subject: "source", SubjectID: source,
			Changes: []admin.Change{{Field: "aliases", From: before, To: len(aliases)}}})
	})
	switch {
	case err == nil:
		return nil
	case s.dialect.isConstraint(err, true):
		return lookedUp(sql.ErrNoRows, "source")
	}
	return fmt.Errorf("keep the aliases of source %s: %w", source, err)
}

// changeMenu runs one statement, counts the change with it, and notes it in the
// log of administration when there is an entry.
func (s *Store) changeMenu(ctx context.Context, restaurantID string, entry *admin.Entry, query string, args ...any) error {
	return s.inTx(ctx, func(tx transaction) error {
		rows, err := tx.exec(ctx, query, args...)
		if err != nil || rows == 0 {
			return err
		}
		if err := countMenuChange(ctx, tx, restaurantID); err != nil || entry == nil {
			return err
		}
		return addLog(ctx, tx, *entry)
	})
}

func countMenuChange(ctx context.Context, tx transaction, restaurantID string) error {
	_, err := tx.exec(ctx, `INSERT INTO menu_revisions (restaurant, revision) VALUES (?, 1)
		ON CONFLICT (restaurant) DO UPDATE SET revision = menu_revisions.revision + 1`, restaurantID)
	return err
}

type availabilityRow struct {
	Mode      string `db:"mode"`
	Minutes   int    `db:"minutes"`
	Until     *int64 `db:"until"`
	Note      string `db:"note"`
	ChangedBy string `db:"changed_by"`
	ChangedAt int64  `db:"changed_at"`
}

// Availability is how a restaurant was last said to take orders; nobody may
// have said anything yet.
func (s *Store) Availability(ctx context.Context, restaurantID string) (restaurant.Availability, error) {
	var rows []availabilityRow
	err := s.list(ctx, &rows, "SELECT mode, minutes, until, note, changed_by, changed_at FROM availability WHERE restaurant = ?", restaurantID)
	if err != nil {
		return restaurant.Availability{}, fmt.Errorf("read the availability of restaurant %s: %w", restaurantID, err)
	}
	for _, row := range rows {
		return restaurant.Availability{Mode: restaurant.Mode(row.Mode), Minutes: row.Minutes, Until: optionalMoment(row.Until),
			Note: row.Note, ChangedBy: row.ChangedBy, ChangedAt: moment(row.ChangedAt)}, nil
	}
	return restaurant.Availability{}, nil
}

const putAvailability = `
	INSERT INTO availability (restaurant, mode, minutes, until, note, changed_by, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (restaurant) DO UPDATE SET mode = excluded.mode, minutes = excluded.minutes, until = excluded.until, note = excluded.note,
		changed_by = excluded.changed_by, changed_at = excluded.changed_at`

// PutAvailability says how a restaurant takes orders from now on.
func (s *Store) PutAvailability(ctx context.Context, restaurantID string, a restaurant.Availability) error {
	_, err := s.putAvailability(ctx, restaurantID, a, "")
	return err
}

// PutAvailabilityUnless does so only if nobody has said anything since a moment:
// what a person decided meanwhile counts more.
func (s *Store) PutAvailabilityUnless(ctx context.Context, restaurantID string, a restaurant.Availability, changedAfter time.Time) (done bool, err error) {
	return s.putAvailability(ctx, restaurantID, a, " WHERE availability.changed_at <= ?", changedAfter.UnixMicro())
}

func (s *Store) putAvailability(ctx context.Context, restaurantID string, a restaurant.Availability, condition string, args ...any) (bool, error) {
	var rows int64
	err := s.inTx(ctx, func(tx transaction) (err error) {
		rows, err = tx.exec(ctx, putAvailability+condition,
			append([]any{restaurantID, string(a.Mode), a.Minutes, optionalMicros(a.Until), a.Note, a.ChangedBy, a.ChangedAt.UnixMicro()}, args...)...)
		if err != nil || rows == 0 {
			return err
		}
		return addLog(ctx, tx, availabilityEntry(restaurantID, a))
	})
	if err != nil {
		return false, fmt.Errorf("keep the availability of restaurant %s: %w", restaurantID, err)
	}
	return rows > 0, nil
}

// availabilityEntry is the line of the log about how a restaurant takes orders.
func availabilityEntry(restaurantID string, a restaurant.Availability) admin.Entry {
	changes := []admin.Change{{Field: "mode", To: string(a.Mode)}}
	if a.Minutes > 0 {
		changes = append(changes, admin.Change{Field: "minutes", To: a.Minutes})
	}
	if a.Until != nil {
		changes = append(changes, admin.Change{Field: "until", To: a.Until.UTC().Format(time.RFC3339)})
	}
	if a.Note != "" {
		changes = append(changes, admin.Change{Field: "note", To: a.Note})
	}
	return admin.Entry{At: a.ChangedAt, Actor: loggedBy(a.ChangedBy), Action: admin.RestaurantSwitched, Subject: "restaurant", SubjectID: restaurantID, Changes: changes}
}

package store

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/testpg"
)

// conformance is what both databases must do alike. Each test gets a database
// of its own.
var conformance = []struct {
	name string
	test func(t *testing.T, d database)
}{
	{"schema", testSchema},
	{"processes migrate together", testMigratingTogether},
	{"reopening keeps everything", testReopening},

	{"projections", testProjections},
	{"projections in any order", testProjectionsInAnyOrder},
	{"projections are refused", testRefusedProjections},
	{"duplicates", testDuplicates},
	{"two orders race for an external id", testRaceForExternalID},
	{"pending orders", testPendingOrders},
	{"first answer", testFirstAnswer},
	{"odd texts", testOddTexts},

	{"lists", testLists},
	{"pages stay still", testPagesStayStill},
	{"limits and cursors", testLimitsAndCursors},
	{"search", testSearch},
	{"search follows the guest", testSearchFollowsTheGuest},
	{"search finds old orders", testSearchFindsOldOrders},
	{"counts", testCounts},
	{"lists walk indexes", testListsWalkIndexes},

	{"feed", testFeed},
	{"feed under concurrent writers", testFeedUnderConcurrentWriters},
	{"wakes", testWakes},
	{"wakes from another process", testWakesFromAnotherProcess},
	{"hints", testHints},
	{"orders on a station", testOnStation},
	{"hints to another process", testHintsToAnotherProcess},

	{"restaurants", testRestaurants},
	{"secrets are unreadable at rest", testSecretsAtRest},
	{"keys are exchanged", testKeyRotation},
	{"everything is encrypted anew", testReseal},
	{"licence counter", testLicenceCounter},
	{"licence numbers are never shared", testLicenceRace},
	{"an abandoned licence number", testAbandonedLicence},
	{"attempts", testAttempts},
	{"menu parts", testMenuParts},
	{"snoozes", testSnoozes},
	{"aliases", testAliases},
	{"availability", testAvailability},
	{"health of stations", testHealth},
	{"alarms that failed", testAlarmFaults},
	{"licence tokens", testLicenceTokens},
	{"writes in hand", testWritesInHand},
	{"writes of an order", testWritesOfAnOrder},
	{"unfinished orders", testUnfinished},
	{"what is kept of an order", testKept},
	{"sweeps", testSweeps},

	{"callbacks", testNotices},
	{"callback lists", testNoticeLists},
	{"old callbacks are forgotten", testNoticePruning},
	{"signing secrets", testSigningSecrets},
	{"callers race for a first secret", testSigningSecretRace},
	{"order numbers", testOrderNumbers},
	{"orders by station GUID", testStationGUIDs},
	{"sources that sign", testSignedSources},

	{"sources and users", testSourcesAndUsers},
	{"keys", testKeys},
	{"sessions", testSessions},
	{"administration", testAdministration},
	{"administrators race", testAdministratorsRace},
	{"log of administration", testAdminLog},
	{"keys and sessions end", testKeysAndSessionsEnd},
	{"outcomes", testOutcomes},
	{"leases", testLeases},
	{"many leases", testManyLeases},
	{"a lease fences writes", testFence},
	{"two holders race for a lease", testLeaseRace},
	{"meta", testMeta},
	{"a closed database", testClosed},
}

func TestSQLite(t *testing.T) {
	runConformance(t, func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "data", "orders?#%.db") })
}

func TestPostgreSQL(t *testing.T) {
	runConformance(t, testpg.NewDatabase)
}

func runConformance(t *testing.T, newDatabase func(t testing.TB) string) {
	for _, c := range conformance {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := database{dsn: newDatabase(t), ring: newRing(t)}
			d.Store = d.open(t)
			require.NoError(t, d.Migrate(t.Context()))
			c.test(t, d)
		})
	}
}

// database is an open store that a test can open once more.
type database struct {
	*Store
	dsn  string
	ring *keyring.Ring
}

// open connects as another process would.
func (d database) open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), d.dsn, d.ring, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func newRing(t testing.TB) *keyring.Ring {
	t.Helper()
	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	return ring
}

var noon = time.Date(2026, 11, 23, 12, 4, 31, 123456000, time.UTC)

// sample is a new order as its workflow projects it first. The number makes it
// newer than those with lower numbers.
func sample(number int) order.Projection {
	price := order.Money(45000)
	submission := order.Submission{
		ExternalID: fmt.Sprintf("WEB-%d", number), DisplayID: fmt.Sprintf("D%d", number), Restaurant: "arbat-1",
		ServiceType: order.Pickup, Guest: order.Guest{Name: "Анна Королёва", Phone: "+7 (999) 123-45-67", Persons: 2},
		Items:      []order.Item{{PLU: "101", Name: "Цезарь", Quantity: order.Pieces(1), UnitPrice: &price}},
		Attributes: map[string]any{"utm": "осень"},
	}
	submission.Normalise()
	return projectionOf("demo", submission, noon.Add(time.Duration(number)*time.Second))
}

func projectionOf(source string, submission order.Submission, at time.Time) order.Projection {
	life := order.Open(order.Intake{Source: source, Submission: submission, Rules: order.DefaultRules()}, at)
	return order.Projection{Record: life.Record(), ContentHash: submission.ContentHash(), Events: life.Unpublished()}
}

// later is a projection of the same order at a higher revision, with one event
// for every revision since the first.
func later(p order.Projection, revision int64, change func(record *order.Order)) order.Projection {
	p.Record.Revision = revision
	if change != nil {
		change(&p.Record)
	}
	events := append([]order.Event{}, p.Events...)
	for sequence := p.Events[len(p.Events)-1].Sequence + 1; sequence <= revision; sequence++ {
		events = append(events, order.Event{Sequence: sequence, At: p.Record.CreatedAt.Add(time.Duration(sequence) * time.Minute), Actor: "demo",
			Name: order.EventStatus, Status: p.Record.Status, Injection: p.Record.Injection.State, Revision: sequence})
	}
	p.Events = events
	return p
}

func (d database) project(t testing.TB, projections ...order.Projection) {
	t.Helper()
	for _, p := range projections {
		require.NoError(t, d.Project(context.Background(), p))
	}
}

func requireCode(t testing.TB, code order.Code, err error) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, code, order.CodeOf(err), "%v", err)
}

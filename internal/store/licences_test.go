package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// numbered builds a body that tells what it was built from.
func numbered(key string) func(restaurant.LicenceInstance, int64) ([]byte, error) {
	return func(instance restaurant.LicenceInstance, number int64) ([]byte, error) {
		return fmt.Appendf(nil, "%s %s %d", key, instance.GUID, number), nil
	}
}

func testLicenceCounter(t *testing.T, d database) {
	instance, err := d.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Regexp(t, `^\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{12}\}$`, instance.GUID)
	require.Equal(t, restaurant.LicenceInstance{Restaurant: "arbat-1", GUID: instance.GUID, Last: -1}, instance)
	other, err := d.LicenceInstance(t.Context(), "zoo-2")
	require.NoError(t, err)
	require.NotEqual(t, instance.GUID, other.GUID)

	first, fresh, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "fill 1", numbered("fill 1"))
	require.NoError(t, err)
	require.True(t, fresh)
	require.Equal(t, restaurant.PendingRequest{Number: 0, Key: "fill 1", Body: []byte("fill 1 " + instance.GUID + " 0")}, first)
	for _, key := range []string{"fill 1", "fill 2"} {
		pending, fresh, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", key, numbered("never built"))
		require.NoError(t, err)
		require.False(t, fresh)
		require.Equal(t, first, pending, "the request that must be settled first")
	}
	instance, err = d.open(t).LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, &first, instance.Pending)

	require.NoError(t, d.SettleLicence(t.Context(), "arbat-1", 7, true), "a number that is not pending")
	d.requireCounter(t, -1, true)
	require.NoError(t, d.SettleLicence(t.Context(), "arbat-1", 0, true))
	require.NoError(t, d.SettleLicence(t.Context(), "arbat-1", 0, true))
	d.requireCounter(t, 0, false)

	refused, _, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "fill 2", numbered("fill 2"))
	require.NoError(t, err)
	require.EqualValues(t, 1, refused.Number)
	require.NoError(t, d.SettleLicence(t.Context(), "arbat-1", 1, false))
	d.requireCounter(t, 0, false)

	require.NoError(t, d.RecountLicence(t.Context(), "arbat-1", 41))
	after, _, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "fill 3", numbered("fill 3"))
	require.NoError(t, err)
	require.EqualValues(t, 42, after.Number)
	require.NoError(t, d.RecountLicence(t.Context(), "arbat-1", -1))
	d.requireCounter(t, -1, false)
	require.Error(t, d.RecountLicence(t.Context(), "arbat-1", -2))

	broken := errors.New("cannot be built")
	_, _, err = d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "fill 4", func(restaurant.LicenceInstance, int64) ([]byte, error) { return nil, broken })
	require.ErrorIs(t, err, broken)
	d.requireCounter(t, -1, false)
}

func (d database) requireCounter(t *testing.T, last int64, pending bool) {
	t.Helper()
	instance, err := d.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, last, instance.Last)
	require.Equal(t, pending, instance.Pending != nil)
}

// Eight workers send requests of their own, each settling what is in its way:
// no number is ever given to two of them, and none is left out.
func testLicenceRace(t *testing.T, d database) {
	const workers, requests = 8, 6
	var mu sync.Mutex
	owners := map[int64]string{}
	var done sync.WaitGroup
	errs := make(chan error, workers)
	for worker := range workers {
		done.Go(func() {
			for request := range requests {
				if err := d.send(t, fmt.Sprintf("worker %d request %d", worker, request), &mu, owners); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	done.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	require.Len(t, owners, workers*requests)
	keys := map[string]bool{}
	for number := range int64(workers * requests) {
		require.NotEmpty(t, owners[number])
		keys[owners[number]] = true
	}
	require.Len(t, keys, workers*requests)
	d.requireCounter(t, workers*requests-1, false)
}

// send reserves until the reservation is its own, and settles it.
func (d database) send(t *testing.T, key string, mu *sync.Mutex, owners map[int64]string) error {
	for {
		pending, fresh, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", key, numbered(key))
		if err != nil {
			return err
		}
		if fresh {
			mu.Lock()
			if owner, taken := owners[pending.Number]; taken {
				err = fmt.Errorf("number %d went to %q and to %q", pending.Number, owner, key)
			}
			owners[pending.Number] = key
			mu.Unlock()
			return errors.Join(err, d.SettleLicence(t.Context(), "arbat-1", pending.Number, true))
		}
		if pending.Key == key {
			return fmt.Errorf("%q was pending before it was sent", key)
		}
		if err := d.SettleLicence(t.Context(), "arbat-1", pending.Number, true); err != nil {
			return err
		}
	}
}

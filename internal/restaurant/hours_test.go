package restaurant

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestHours(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	require.NoError(t, err)
	monday := func(day, hour, minute int) time.Time { return time.Date(2026, 11, 23+day, hour, minute, 0, 0, moscow) }
	weekdaysAndNights := Hours{{Days: []string{"mon", "tue", "wed", "thu"}, From: "10:00", To: "22:00"}, {Days: []string{"fri", "sat"}, From: "12:00", To: "02:00"}}
	require.Empty(t, weekdaysAndNights.Fault())
	for _, c := range []struct {
		at    time.Time
		open  bool
		opens time.Time
	}{
		{monday(0, 9, 59), false, monday(0, 10, 0)},
		{monday(0, 10, 0), true, time.Time{}},
		{monday(0, 21, 59), true, time.Time{}},
		{monday(0, 22, 0), false, monday(1, 10, 0)},
		{monday(3, 23, 0), false, monday(4, 12, 0)},
		{monday(5, 1, 59), true, time.Time{}}, // Friday night
		{monday(5, 2, 0), false, monday(5, 12, 0)},
		{monday(6, 1, 0), true, time.Time{}}, // Saturday night
		{monday(6, 12, 0), false, monday(7, 10, 0)},
	} {
		require.Equal(t, c.open, weekdaysAndNights.OpenAt(c.at), c.at)
		opens, ok := weekdaysAndNights.NextOpening(c.at)
		require.Equal(t, !c.open, ok, c.at)
		require.True(t, opens.Equal(c.opens), "%s opens %s", c.at, opens)
	}

	require.True(t, Hours(nil).OpenAt(monday(0, 3, 0)), "no hours, always open")
	allDay := Hours{{From: "00:00", To: "00:00"}}
	require.True(t, allDay.OpenAt(monday(0, 0, 0)))
	require.True(t, allDay.OpenAt(monday(0, 23, 59)))
	never := Hours{{Days: []string{}, From: "odd", To: "10:00"}}
	require.False(t, never.OpenAt(monday(0, 9, 0)))
	_, ok := never.NextOpening(monday(0, 9, 0))
	require.False(t, ok)
}

func TestHoursOnTheDayTheClockChanges(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	hours := Hours{{From: "09:00", To: "18:00"}}
	require.False(t, hours.OpenAt(time.Date(2026, 3, 29, 8, 59, 0, 0, berlin)))
	require.True(t, hours.OpenAt(time.Date(2026, 3, 29, 9, 0, 0, 0, berlin)))
	require.True(t, hours.OpenAt(time.Date(2026, 10, 25, 17, 59, 0, 0, berlin)))
	require.False(t, hours.OpenAt(time.Date(2026, 10, 25, 18, 0, 0, 0, berlin)))
}

func TestHoursTellWhatIsWrong(t *testing.T) {
	for _, wrong := range []Hours{
		{{From: "9:00", To: "10:00"}}, {{From: "09:00", To: "24:00"}}, {{From: "", To: "10:00"}}, {{Days: []string{"monday"}, From: "09:00", To: "10:00"}},
	} {
		require.NotEmpty(t, wrong.Fault(), wrong)
	}
}

func TestAvailabilityRunsOut(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	until := now.Add(time.Hour)
	paused := Availability{Mode: Paused, Until: &until, ChangedBy: "olga"}
	require.Equal(t, Paused, paused.At(now).Mode)
	require.Equal(t, Online, paused.At(until).Mode)
	require.Equal(t, Online, Availability{}.At(now).Mode)
	require.True(t, Snooze{}.Active(now))
	require.False(t, Snooze{Until: &now}.Active(now))
}

package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// likeness compares what the documentation shows with what really came. Moments
// are shifted from the day of the documentation to today.
type likeness struct{ shift time.Duration }

// tolerance is how far moments may be apart: examples take their time.
const tolerance = 3 * time.Minute

// differences are where the real value is not like the shown one.
func (l likeness) differences(path string, shown, real any) []string {
	switch shown := shown.(type) {
	case map[string]any:
		real, ok := real.(map[string]any)
		if !ok {
			return []string{path + ": no object came"}
		}
		return l.ofObjects(path, shown, real)
	case []any:
		real, ok := real.([]any)
		if !ok {
			return []string{path + ": no list came"}
		}
		return l.ofLists(path, shown, real)
	case string:
		if text, ok := real.(string); ok && l.sameText(shown, text) {
			return nil
		}
	default:
		if shown == real {
			return nil
		}
	}
	if shown == cut {
		return nil
	}
	return []string{fmt.Sprintf("%s: shown is %v, real is %v", path, shown, real)}
}

func (l likeness) ofObjects(path string, shown, real map[string]any) (found []string) {
	_, isCut := shown[cut]
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		value, came := real[name]
		switch {
		case name == cut:
		case !came:
			found = append(found, path+"."+name+": did not come")
		default:
			found = append(found, l.differences(path+"."+name, shown[name], value)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(real)) {
		if _, told := shown[name]; !told && !isCut {
			found = append(found, path+"."+name+": came and is not shown")
		}
	}
	return found
}

// ofLists wants all that is shown, in this order, and nothing else where nothing
// was cut.
func (l likeness) ofLists(path string, shown, real []any) []string {
	at, gap := 0, false
	for i, one := range shown {
		if one == cut {
			gap = true
			continue
		}
		place := fmt.Sprintf("%s[%d]", path, i)
		if at >= len(real) {
			return []string{place + ": did not come"}
		}
		first := l.differences(place, one, real[at])
		for gap && len(first) > 0 && at+1 < len(real) {
			at++
			if again := l.differences(place, one, real[at]); len(again) < len(first) {
				first = again
			}
		}
		if len(first) > 0 {
			return first
		}
		at, gap = at+1, false
	}
	if at < len(real) && !gap {
		return []string{fmt.Sprintf("%s: %d more came than are shown", path, len(real)-at)}
	}
	return nil
}

func (l likeness) sameText(shown, real string) bool {
	then, err := time.Parse(time.RFC3339, shown)
	now, notNow := time.Parse(time.RFC3339, real)
	if err == nil && notNow == nil {
		return now.Sub(then.Add(l.shift)).Abs() <= tolerance
	}
	if !strings.Contains(shown, cut) {
		return shown == real
	}
	parts := strings.Split(shown, cut)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*") + "$").MatchString(real)
}

func TestLikenessSeesWhatIsDifferent(t *testing.T) {
	l := likeness{shift: 24 * time.Hour}
	const real = `{"a":1,"at":"2026-11-26T12:00:30Z","text":"7 of «Борщ» left","list":[{"n":1},{"n":2},{"n":3}],"none":null}`
	for shown, alike := range map[string]bool{
		strings.Replace(real, "-26T", "-25T", 1): true,
		`{"a":1, …}`:                             true,
		`{…, "list":[{"n":1},{"n":2},{"n":3}]}`:  true,
		`{"list":[…,{"n":2},…], …}`:              true,
		`{"list":[…,{"n":3}], …}`:                true,
		`{"list":[{"n":1},…], …}`:                true,
		`{"text":"… of «Борщ» left", …}`:         true,
		`{"at":"2026-11-25T15:00:00+03:00", …}`:  true,
		`{"list":…, "none":null, …}`:             true,
		`{"a":1}`:                                false,
		`{"a":2, …}`:                             false,
		`{"b":1, …}`:                             false,
		`{"list":[{"n":1},{"n":3}], …}`:          false,
		`{"list":[…,{"n":3},{"n":2}], …}`:        false,
		`{"list":[…,{"n":1}], …}`:                false,
		`{"list":[], …}`:                         false,
		`{"text":"… of «Щи» left", …}`:           false,
		`{"at":"2026-11-25T11:00:00Z", …}`:       false,
		`{"none":0, …}`:                          false,
	} {
		value, err := readCut(shown)
		require.NoError(t, err, shown)
		require.Equal(t, alike, len(l.differences("", value, decoded(t, real))) == 0, shown)
	}
}

// decoded is JSON with its numbers as they are written.
func decoded(t testing.TB, text string) (value any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&value), "%s", text)
	return value
}

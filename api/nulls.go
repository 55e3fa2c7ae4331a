package api

import "strings"

// dropNulls removes every field that is null from a JSON value: to this API,
// null means absent. Nulls in lists stay, because dropping them would move what
// follows.
func dropNulls(value any) {
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			if field == nil {
				delete(value, name)
				continue
			}
			dropNulls(field)
		}
	case []any:
		for _, item := range value {
			dropNulls(item)
		}
	}
}

// clearable is a body in which null is not the same as nothing for some fields,
// named by their paths: it empties them.
type clearable interface {
	ClearsWhenNull() []string
}

// clearNulls makes such nulls the empty text, before the others are dropped.
func clearNulls(tree map[string]any, paths []string) {
	for _, path := range paths {
		object, steps := tree, strings.Split(path, ".")
		for _, step := range steps[:len(steps)-1] {
			object, _ = object[step].(map[string]any)
		}
		name := steps[len(steps)-1]
		if value, there := object[name]; there && value == nil {
			object[name] = ""
		}
	}
}

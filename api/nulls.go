package api

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

package api

import "github.com/orderhatch/orderhatch/internal/order"

// mergeFaults joins what the schema and the domain say, one fault for each
// field. The domain's words are better, except where it only saw a gap because
// the value could not be used.
func mergeFaults(schema, domain []order.Fault) []order.Fault {
	at := map[string]int{}
	merged := make([]order.Fault, 0, len(schema)+len(domain))
	for _, fault := range schema {
		if _, twice := at[fault.Field]; !twice {
			at[fault.Field] = len(merged)
			merged = append(merged, fault)
		}
	}
	for _, fault := range domain {
		i, known := at[fault.Field]
		switch {
		case !known && !insideUnusable(merged, at, fault.Field):
			at[fault.Field] = len(merged)
			merged = append(merged, fault)
		case known && !unusable(merged[i]) && (merged[i].Code != codeRequired || fault.Code == codeRequired):
			merged[i] = fault
		}
	}
	return merged
}

// insideUnusable says that a field is part of a value that was taken out.
func insideUnusable(faults []order.Fault, at map[string]int, field string) bool {
	for end, r := range field {
		if r != '.' && r != '[' {
			continue
		}
		if i, known := at[field[:end]]; known && unusable(faults[i]) {
			return true
		}
	}
	return false
}

// unusable says that the value itself is in the way of reading the rest.
func unusable(fault order.Fault) bool {
	return fault.Code == codeWrongType || fault.Code == codeMalformed
}

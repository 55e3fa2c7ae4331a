package temporal

import (
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
)

// labelled leaves labels readable in Temporal: the summaries of workflows,
// activities and timers. They are written for people who look at runs, and name
// no guest. Whatever does travels as an argument or a result, and is sealed.
type labelled struct {
	converter.DataConverter
	plain converter.DataConverter
}

// ToPayload implements converter.DataConverter. The SDK writes summaries, and
// nothing else of ours that is a bare text, one value at a time.
func (l labelled) ToPayload(value any) (*commonpb.Payload, error) {
	if _, label := value.(string); label {
		return l.plain.ToPayload(value)
	}
	return l.DataConverter.ToPayload(value)
}

package temporal

import (
	"errors"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

// Converters turn values and errors into what Temporal stores, and back.
type Converters struct {
	Data    converter.DataConverter
	Failure converter.FailureConverter
	// Codec is the part of Data that compresses and encrypts.
	Codec converter.PayloadCodec
}

// NewConverters is the one place where they are made: client, worker, replayer
// and tests must agree, because a history that cannot be read looks exactly
// like a workflow that is not deterministic.
func NewConverters(keys *keyring.Ring) (Converters, error) {
	if keys == nil {
		return Converters{}, errors.New("temporal: payloads need a key ring")
	}
	codec := &codec{keys: keys}
	plain := converter.GetDefaultDataConverter()
	data := labelled{converter.NewCodecDataConverter(plain, codec), plain}
	return Converters{
		Data:  data,
		Codec: codec,
		// Messages and stack traces are encrypted too: both may quote data.
		Failure: temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
			DataConverter: data, EncodeCommonAttributes: true,
		}),
	}, nil
}

// NewReplayer replays recorded histories that were written with these keys.
func NewReplayer(keys *keyring.Ring) (worker.WorkflowReplayer, error) {
	converters, err := NewConverters(keys)
	if err != nil {
		return nil, err
	}
	return worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: converters.Data, FailureConverter: converters.Failure,
	})
}

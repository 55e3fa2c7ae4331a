package temporal

import (
	"errors"
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

const (
	encodingSealed   = "binary/encrypted"
	metadataKeyID    = "encryption-key-id"
	metadataCipher   = "encryption-cipher"
	cipherAES256GCM  = "AES/GCM"
	maxPayloadOpened = 8 << 20 // four times what Temporal accepts
)

// payloadPlace binds sealed payloads to Temporal: one moved into the product's
// own tables, or the other way round, does not open. It names no workflow,
// because the Temporal UI asks for payloads without saying whose they are.
var payloadPlace = []byte("temporal-payload")

// codec seals whole payloads, metadata included.
type codec struct{ keys *keyring.Ring }

// Encode seals every payload that is not sealed yet. The key's id stands in the
// metadata so that people can see which key a history needs.
func (c *codec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	sealed := make([]*commonpb.Payload, len(payloads))
	for i, payload := range payloads {
		if isSealed(payload) {
			sealed[i] = payload
			continue
		}
		plain, err := proto.Marshal(payload)
		if err != nil {
			return nil, fmt.Errorf("a payload cannot be written: %w", err)
		}
		sealed[i] = &commonpb.Payload{
			Metadata: map[string][]byte{
				converter.MetadataEncoding: []byte(encodingSealed),
				metadataCipher:             []byte(cipherAES256GCM),
				metadataKeyID:              []byte(c.keys.KeyID()),
			},
			Data: c.keys.Seal(pack(plain), payloadPlace),
		}
	}
	return sealed, nil
}

// Decode opens what Encode sealed, and lets everything else pass: a plain
// Temporal client may have sent it.
func (c *codec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	opened := make([]*commonpb.Payload, len(payloads))
	for i, payload := range payloads {
		if !isSealed(payload) {
			opened[i] = payload
			continue
		}
		packed, err := c.keys.Open(payload.GetData(), payloadPlace)
		if err != nil {
			return nil, err
		}
		plain, err := unpack(packed)
		if err != nil {
			return nil, err
		}
		opened[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(plain, opened[i]); err != nil {
			return nil, errors.New("a decrypted payload cannot be read") // the cause would quote it
		}
	}
	return opened, nil
}

func isSealed(payload *commonpb.Payload) bool {
	return string(payload.GetMetadata()[converter.MetadataEncoding]) == encodingSealed
}

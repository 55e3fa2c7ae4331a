package admin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// maxSettingsFile bounds what is read; a restaurant's settings are a few KB.
const maxSettingsFile = 4 << 20

// ReadSettings reads restaurants' settings from a file in YAML or JSON: one, or
// a list of them. Unlike the API it refuses fields it does not know: people
// write files, and make slips in them.
func ReadSettings(file io.Reader) ([]RestaurantSettings, error) {
	text, err := io.ReadAll(io.LimitReader(file, maxSettingsFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the settings cannot be read: %w", err)
	case len(text) > maxSettingsFile:
		return nil, fmt.Errorf("the settings are longer than %d bytes", maxSettingsFile)
	}
	// JSON is YAML, so this reads both.
	var tree any
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, fmt.Errorf("the settings are no YAML or JSON: %w", err)
	}
	list, ok := tree.([]any)
	if !ok {
		list = []any{tree}
	}
	settings := make([]RestaurantSettings, len(list))
	for i, one := range list {
		if settings[i], err = settingsFrom(one); err != nil {
			return nil, fmt.Errorf("restaurant %d of the file: %w", i+1, err)
		}
	}
	return settings, nil
}

func settingsFrom(tree any) (settings RestaurantSettings, err error) {
	object, ok := tree.(map[string]any)
	if !ok {
		return settings, errors.New("must be settings with names and values")
	}
	for _, path := range settings.ClearsWhenNull() {
		clearNull(object, path)
	}
	canonical, err := json.Marshal(object)
	if err != nil {
		return settings, errors.New("must be settings with names and values")
	}
	decoder := json.NewDecoder(bytes.NewReader(canonical))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&settings); err != nil {
		return settings, decodeError(err)
	}
	return settings, nil
}

// decodeError words what does not fit, without the value: it may be a password.
func decodeError(err error) error {
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		return fmt.Errorf("%s has a value of the wrong kind", mismatch.Field)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// clearNull makes a null the empty text, which clears a secret.
func clearNull(object map[string]any, path string) {
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		object, _ = object[step].(map[string]any)
	}
	name := steps[len(steps)-1]
	if value, there := object[name]; there && value == nil {
		object[name] = ""
	}
}

// WriteSettings writes restaurants' settings as YAML that ReadSettings reads:
// one, or a list of them. Secrets are not written; a file without them leaves
// those that are stored.
func WriteSettings(out io.Writer, restaurants ...restaurant.Restaurant) error {
	list := make([]RestaurantSettings, len(restaurants))
	for i, one := range restaurants {
		list[i] = SettingsOf(one)
	}
	var value any = list
	if len(list) == 1 {
		value = list[0]
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	// Through a node, which keeps the order of the fields.
	var node yaml.Node
	if err := yaml.Unmarshal(text, &node); err != nil {
		return err
	}
	plainStyle(&node)
	encoder := yaml.NewEncoder(out)
	encoder.SetIndent(2)
	if err := encoder.Encode(&node); err != nil {
		return err
	}
	return encoder.Close()
}

// plainStyle writes YAML the way people do. Texts that would be read as
// something else keep their quotes.
func plainStyle(node *yaml.Node) {
	if node.Kind != yaml.ScalarNode || node.Tag != "!!str" || plainText(node.Value) {
		node.Style = 0
	}
	for _, child := range node.Content {
		plainStyle(child)
	}
}

func plainText(text string) bool {
	var value any
	return yaml.Unmarshal([]byte(text), &value) == nil && value == any(text)
}

// PutRestaurant sets up a restaurant, or replaces its settings when there is
// one with this id, and says which it was.
func (s *Service) PutRestaurant(ctx context.Context, by Actor, wanted RestaurantSettings) (put restaurant.Restaurant, added bool, err error) {
	_, err = s.store.Restaurant(ctx, wanted.ID)
	if order.CodeOf(err) == order.CodeNotFound {
		put, err = s.AddRestaurant(ctx, by, wanted)
		return put, true, err
	}
	if err != nil {
		return put, false, err
	}
	// The file's revision is the one it was written from: a change made since by
	// somebody else is not overwritten.
	put, err = s.ChangeRestaurant(ctx, by, wanted.ID, wanted.Revision, wanted)
	return put, false, err
}

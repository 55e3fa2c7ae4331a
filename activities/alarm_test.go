package activities

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
)

type pager struct{ err error }

func (p pager) Page(context.Context, Alarm) error { return p.err }

func TestAHopelessAlarmIsNotTriedAgain(t *testing.T) {
	var failed *temporal.ApplicationError
	hopeless := fmt.Errorf("webhook: %w", HopelessError{Why: "this address is not allowed"})
	require.ErrorAs(t, (&Activities{Pager: pager{hopeless}}).CallPeople(t.Context(), Alarm{}), &failed)
	require.True(t, failed.NonRetryable())
	require.Contains(t, failed.Error(), "webhook: this address is not allowed")

	broken := errors.New("webhook: the receiver answered 502")
	require.Equal(t, broken, (&Activities{Pager: pager{broken}}).CallPeople(t.Context(), Alarm{}), "it may pass")
	require.NoError(t, (&Activities{}).CallPeople(t.Context(), Alarm{}))
}

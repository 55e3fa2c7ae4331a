package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// trialLimits are how often a source may have a test event sent.
var trialLimits = Limits{RequestsPerSecond: 0.2, Burst: 10}

// noCallbacks stands in where no source is called back.
type noCallbacks struct{}

var errNoCallbacks = order.Errorf(order.CodeUnavailable, "Callbacks are not set up in this installation.")

func (noCallbacks) Notice(context.Context, string) (order.Notice, error) {
	return order.Notice{}, order.Errorf(order.CodeNotFound, "There is no such callback.")
}

func (noCallbacks) Notices(context.Context, order.NoticeFilter) (order.NoticePage, error) {
	return order.NoticePage{}, nil
}

func (noCallbacks) Replay(context.Context, string) (order.Notice, error) {
	return order.Notice{}, errNoCallbacks
}

func (noCallbacks) ReplayDead(context.Context, order.NoticeFilter) (int, bool, error) {
	return 0, false, nil
}

func (noCallbacks) Try(context.Context, order.Notice) (order.NoticeAttempt, error) {
	return order.NoticeAttempt{}, errNoCallbacks
}

func (noCallbacks) SigningSecrets(context.Context, string) ([]string, error) {
	return nil, errNoCallbacks
}

func (noCallbacks) RotateSigningSecret(context.Context, string, time.Duration) (string, time.Time, error) {
	return "", time.Time{}, errNoCallbacks
}

package pos_test

import (
	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/pos"
	"github.com/orderhatch/orderhatch/internal/store"
)

// What the users of stations and what stations use declare fits together.
var (
	_ activities.Station = (*pos.Stations)(nil)
	_ api.Stations       = (*pos.Stations)(nil)
	_ api.Examiner       = (*pos.Stations)(nil)
	_ pos.Store          = (*store.Store)(nil)
)

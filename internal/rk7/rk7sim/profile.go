package rk7sim

import (
	"errors"
	"strconv"
	"strings"
)

// profile is what a release can do, as far as replies differ.
type profile struct {
	version    string
	xmlVersion int
	// netName, arrival: root attributes old releases do not have.
	netName bool
	arrival bool
	// orderChild: CreateOrder answers with an Order element.
	orderChild bool
	// stationAttribute: the station may stand on the command itself.
	stationAttribute bool
	// changesGUIDs: VoidOrder gives new GUIDs unless told not to.
	changesGUIDs bool
	// subscription: LicenseInfo is understood.
	subscription bool
}

// subscriptionSince is the first build of each branch with the subscription licence.
var subscriptionSince = [][4]int{{7, 6, 2, 286}, {7, 6, 4, 347}, {7, 6, 5, 40}}

func knowsSubscription(v [4]int) bool {
	for _, since := range subscriptionSince {
		if v[0] == since[0] && v[1] == since[1] && v[2] == since[2] {
			return !older(v, since)
		}
	}
	return !older(v, [4]int{7, 6, 4, 0})
}

var shortVersions = map[string]string{
	"7.5": "7.5.3.200", "7.6.2": "7.6.2.300", "7.6.4": "7.6.4.400", "7.6.5": "7.6.5.200", "7.7": "7.7.0.306", "7.25": "7.25.11.2001", "7.26": "7.26.8.0",
}

func profileOf(version string) (profile, error) {
	if full, short := shortVersions[version]; short {
		version = full
	}
	v, err := versionParts(version)
	if err != nil {
		return profile{}, err
	}
	p := profile{
		version: version, xmlVersion: 248,
		netName: !older(v, [4]int{7, 5, 3, 260}), arrival: !older(v, [4]int{7, 6, 0, 0}), orderChild: !older(v, [4]int{7, 5, 5, 57}),
		stationAttribute: older(v, [4]int{7, 6, 0, 0}), changesGUIDs: !older(v, [4]int{7, 6, 5, 189}),
		subscription: knowsSubscription(v),
	}
	switch {
	case older(v, [4]int{7, 6, 0, 0}):
		p.xmlVersion = 166
	case older(v, [4]int{7, 25, 0, 0}):
		p.xmlVersion = 246
	}
	return p, nil
}

func versionParts(text string) ([4]int, error) {
	var numbers []int
	for part := range strings.SplitSeq(text, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return [4]int{}, errors.New("the version is not made of numbers")
		}
		numbers = append(numbers, n)
	}
	if len(numbers) != 4 {
		return [4]int{}, errors.New("the version is one of 7.5, 7.6.2, 7.6.4, 7.6.5, 7.7, 7.25, 7.26 or four numbers with points")
	}
	return [4]int(numbers), nil
}

func older(v, than [4]int) bool {
	for i := range v {
		if v[i] != than[i] {
			return v[i] < than[i]
		}
	}
	return false
}

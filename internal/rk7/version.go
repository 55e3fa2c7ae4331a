package rk7

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Version is a release of r_keeper 7, like 7.25.11.2001.
type Version [4]int

// ParseVersion reads a ServerVersion. Two parts are enough; the rest is zero.
func ParseVersion(text string) (Version, error) {
	var v Version
	parts := strings.Split(strings.TrimSpace(text), ".")
	if len(parts) < 2 || len(parts) > len(v) {
		return Version{}, errors.New("the station did not give its release as numbers with points")
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return Version{}, errors.New("the station did not give its release as numbers with points")
		}
		v[i] = n
	}
	return v, nil
}

// String is the release with all four parts.
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d.%d", v[0], v[1], v[2], v[3]) }

// Less orders releases.
func (v Version) Less(other Version) bool {
	for i := range v {
		if v[i] != other[i] {
			return v[i] < other[i]
		}
	}
	return false
}

var (
	oldest       = Version{7, 6, 4, 0}
	oldBranch    = Version{7, 6, 2, 0}
	oldBranchOK  = Version{7, 6, 2, 286}
	oldBranchEnd = Version{7, 6, 3, 0}
	orderChild   = Version{7, 5, 5, 57}
)

// Supported says whether orders can be put into a station of this release. The
// reason is a sentence that says what to do.
func (v Version) Supported() (ok bool, reason string) {
	switch {
	case v == Version{}:
		return false, "The station did not say its r_keeper release; 7.6.4 or newer is needed. Check that the address is the cash server's HTTP port."
	case !v.Less(oldest):
		return true, ""
	case !v.Less(oldBranch) && v.Less(oldBranchEnd):
		if v.Less(oldBranchOK) {
			return false, fmt.Sprintf("r_keeper %s is too old: in the 7.6.2 branch orders can be sent from 7.6.2.286 on. Ask your r_keeper dealer to update the station to 7.6.4 or newer.", v)
		}
		return true, ""
	default:
		return false, fmt.Sprintf("r_keeper %s is too old: 7.6.4 or newer is needed. Ask your r_keeper dealer to update the station.", v)
	}
}

// subscriptionSince is the first build of each branch that knows LicenseInfo.
var subscriptionSince = []Version{{7, 6, 2, 286}, {7, 6, 4, 347}, {7, 6, 5, 40}}

// SupportsSubscription says whether the subscription licence works with this
// release; each branch got it in a build of its own.
func (v Version) SupportsSubscription() (ok bool, reason string) {
	if ok, reason = v.Supported(); !ok {
		return false, reason
	}
	for _, since := range subscriptionSince {
		if v[0] == since[0] && v[1] == since[1] && v[2] == since[2] && v.Less(since) {
			return false, fmt.Sprintf("r_keeper %s does not know the subscription licence yet: it came with %s. Update the station, or use a lifetime licence.", v, since)
		}
	}
	return true, ""
}

// KnowsOrderChild says whether CreateOrder answers with an Order element.
func (v Version) KnowsOrderChild() bool { return !v.Less(orderChild) }

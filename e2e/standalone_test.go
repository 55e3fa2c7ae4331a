package e2e

import "testing"

// everywhere makes a process choose every port itself.
var everywhere = []string{
	"--listen", "127.0.0.1:0", "--temporal-listen", "127.0.0.1:0", "--temporal-ui-listen", "127.0.0.1:0",
	"--sim-listen", "127.0.0.1:0", "--sim-web-listen", "127.0.0.1:0",
}

// startStandalone runs the whole product on a data folder, with the demo's restaurant.
func startStandalone(t testing.TB, folder string, more ...string) (*process, addresses) {
	t.Helper()
	arguments := append([]string{"standalone", "--demo", "--data", folder}, everywhere...)
	p := launch(t, append(arguments, more...)...)
	return p, p.awaitAddresses(folder)
}

package app

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"time"
)

// Common is what every process of the product is told. The struct tags are the
// command line's; each flag is also read from ORDERHATCH_<FLAG> and the config file.
type Common struct {
	Data     string `default:"data" type:"path" placeholder:"DIR" help:"Folder for everything this process keeps."`
	Database string `placeholder:"DSN" help:"Where orders are kept: sqlite:/path/file.db or postgres://user:password@host/name. A SQLite file in the data folder when left out."`
	KeyRing  string `placeholder:"LINES" help:"Encryption keys as id:base64 of 32 bytes, the active one first, separated by commas. Read from DIR/keys when left out, and made there when there are none."`
	LogLevel string `default:"info" enum:"debug,info,warn,error" help:"What is logged: debug, info, warn or error."`
	LogJSON  bool   `name:"log-json" help:"Log one JSON object a line instead of text."`
}

// Temporal says where the Temporal server is.
type Temporal struct {
	TemporalAddress   string        `default:"127.0.0.1:7233" placeholder:"HOST:PORT" help:"Frontend of the Temporal server."`
	TemporalNamespace string        `default:"default" help:"Temporal namespace; made when missing."`
	TemporalRetention time.Duration `default:"72h" help:"How long Temporal remembers finished orders, when the namespace has to be made."`

	// embedded: the server is our own, so the environment says nothing about it.
	embedded bool
}

// HTTP is how the API and the console are served.
type HTTP struct {
	Listen             string   `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address of API and console; port 0 chooses a free one."`
	TrustedProxies     []string `placeholder:"CIDR" help:"Proxies whose X-Forwarded headers are believed."`
	TemporalUI         string   `name:"temporal-ui" placeholder:"URL" help:"Where people reach the Temporal Web UI, for links in orders."`
	MinideliveryListen []string `name:"minidelivery-listen" placeholder:"RESTAURANT=HOST:PORT" help:"Serve the protocol of API Мини-доставки for a restaurant on a port of its own, beside the one of the API, instead of the one in its settings."`
	RequestRate        float64  `name:"request-rate" default:"500" placeholder:"NUMBER" help:"Requests a second that one order source or person may send."`
	RequestBurst       int      `name:"request-burst" default:"1000" placeholder:"NUMBER" help:"Requests that one order source or person may send at once."`
	SetupToken         string   `name:"setup-token" placeholder:"TOKEN" help:"Token of the first-run set-up; a random one is printed when left out."`
}

// Standalone is the whole product in one process.
type Standalone struct {
	Common
	HTTP
	Callbacks
	Alarms
	Sweeping
	TemporalListen   string        `default:"127.0.0.1:7233" placeholder:"HOST:PORT" help:"Address of the embedded Temporal server."`
	TemporalUIListen string        `default:"127.0.0.1:8233" placeholder:"HOST:PORT" help:"Address of the Temporal Web UI; empty for none."`
	SimListen        string        `default:"127.0.0.1:8443" placeholder:"HOST:PORT" help:"With --demo: the simulated cash server's XML interface."`
	SimWebListen     string        `default:"127.0.0.1:8444" placeholder:"HOST:PORT" help:"With --demo: the simulated station's page."`
	Retention        time.Duration `name:"temporal-retention" default:"72h" help:"How long Temporal remembers finished orders."`
	Demo             bool          `help:"Add a simulated restaurant, a source and people with known keys. Loopback only."`
}

// folder makes a path inside the data folder.
func (c Common) folder(parts ...string) string {
	return filepath.Join(append([]string{c.Data}, parts...)...)
}

// dsn is the database to open.
func (c Common) dsn() string {
	if c.Database != "" {
		return c.Database
	}
	return "sqlite:" + c.folder("orderhatch.db")
}

// check refuses what would only fail later, or be dangerous.
func (s Standalone) check() error {
	if !s.Demo {
		return nil
	}
	var faults []error
	for flag, address := range map[string]string{
		"--listen": s.Listen, "--temporal-listen": s.TemporalListen, "--temporal-ui-listen": s.TemporalUIListen,
		"--sim-listen": s.SimListen, "--sim-web-listen": s.SimWebListen,
	} {
		if address != "" && !loopback(address) {
			faults = append(faults, fmt.Errorf("%s must be a loopback address with --demo, because the demo's keys are known to everybody", flag))
		}
	}
	return errors.Join(faults...)
}

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

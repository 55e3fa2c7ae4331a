package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/app"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// rk7simCommand is the simulated cash server by itself.
type rk7simCommand struct {
	Listen      string             `default:"127.0.0.1:8443" placeholder:"HOST:PORT" help:"HTTPS address of the XML interface."`
	WebListen   string             `default:"127.0.0.1:8444" placeholder:"HOST:PORT" help:"Address of the cashier's page and of /_sim/."`
	Advertise   string             `placeholder:"HOST" help:"Host name to give in addresses, when callers know this machine by another one."`
	Data        string             `default:"data" type:"path" placeholder:"DIR" help:"Folder for certificate and orders."`
	User        string             `default:"demo" help:"User the station accepts."`
	Password    string             `default:"demo" help:"Password of that user."`
	Restaurants int                `default:"1" help:"How many cash servers to simulate: arbat-1, arbat-2, …"`
	Release     string             `name:"version" default:"7.25" help:"Release to imitate: 7.5, 7.6.2, 7.6.4, 7.25, 7.26 or a full number."`
	Licence     rk7sim.LicenceMode `default:"lifetime" enum:"lifetime,subscription,expired" help:"How the write licence stands: lifetime, subscription or expired."`
	TimeZone    string             `default:"Europe/Moscow" help:"Zone of the restaurants."`
	FormScript  string             `placeholder:"HOST:PORT" help:"Whom the order's edit form asks for the guest's dishes, as the replaced product's form script does."`
	OrderNotify string             `placeholder:"URL" help:"What is called after each change of an order (httpordernotify); {restaurant} in it stands for the restaurant's id."`
	Record      string             `type:"path" placeholder:"FILE" help:"File to append every request and reply to, as Markdown. It holds what guests and licences send."`
	LogLevel    string             `default:"warn" enum:"debug,info,warn,error" help:"What is logged."`
}

func (c *rk7simCommand) options() (rk7sim.Options, error) {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return rk7sim.Options{}, fmt.Errorf("the time zone is not known: use a name like Europe/Moscow")
	}
	options := rk7sim.Options{Listen: c.Listen, WebListen: c.WebListen, Advertise: c.Advertise, Dir: c.Data, User: c.User, Password: c.Password, Location: zone}
	for i := range c.Restaurants {
		id := fmt.Sprintf("arbat-%d", i+1)
		options.Restaurants = append(options.Restaurants, rk7sim.RestaurantOptions{ID: id, Name: fmt.Sprintf("Арбат %d", i+1), Version: c.Release, Licence: c.Licence, FormScriptAddress: c.FormScript,
			OrderNotifyURL: strings.ReplaceAll(c.OrderNotify, "{restaurant}", id)})
	}
	return options, nil
}

func (c *rk7simCommand) Run(ctx context.Context, t *terminal) error {
	options, err := c.options()
	if err != nil {
		return err
	}
	options.Logger = app.Common{LogLevel: c.LogLevel}.NewLogger(t.err)
	if c.Record != "" {
		record, err := os.OpenFile(c.Record, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		defer record.Close()
		options.Record = record
	}
	return app.RunSimulator(ctx, options, t.out)
}

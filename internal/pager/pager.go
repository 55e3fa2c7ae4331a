// Package pager calls people who do not look at the console: by a POST to an
// address of theirs, and by a message of a Telegram bot. Each restaurant may
// have ways of its own; where it has none, those of the process are used.
package pager

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Restaurants keeps the restaurants' settings. What is not there is answered
// with an error of order.CodeNotFound.
type Restaurants interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
}

// Poster posts to addresses that managers of restaurants gave, and to no inside
// network that was not allowed.
type Poster interface {
	Post(ctx context.Context, address string, body []byte, secrets ...string) order.NoticeAttempt
}

// Options say how people are called. The ways named here are those of the
// process, for restaurants that have none of their own; what is empty is not used.
type Options struct {
	Restaurants Restaurants // required
	Guarded     Poster      // required
	Faults      Faults      // required
	// Webhook gets the alarm as JSON. It is set by whoever runs the service, so
	// it may be an address of the own network.
	Webhook string
	// TelegramToken is a bot's token, and TelegramChat who it writes to.
	TelegramToken string
	TelegramChat  string
	// TelegramURL is Telegram's own when empty.
	TelegramURL string
	// Console is where people reach the console, for a link; empty for none.
	Console string
	Logger  *slog.Logger     // nil: slog.Default()
	Client  *http.Client     // nil: one with a time limit
	Now     func() time.Time // nil: time.Now
}

const (
	telegramURL = "https://api.telegram.org"
	callTime    = 10 * time.Second
	// remembered bounds what is kept of calls that have gone out.
	remembered = 1000
)

// Pager calls people. It is safe for concurrent use.
type Pager struct {
	options Options

	mu   sync.Mutex
	sent map[string]bool // an alarm is tried again when one of the ways failed
}

// New makes a Pager.
func New(options Options) (*Pager, error) {
	if options.Restaurants == nil || options.Guarded == nil || options.Faults == nil {
		return nil, errors.New("pager: Restaurants, Guarded and Faults must be given")
	}
	if options.Client == nil {
		options.Client = &http.Client{Timeout: callTime}
	}
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.TelegramURL == "" {
		options.TelegramURL = telegramURL
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Webhook != "" {
		if at, err := url.Parse(options.Webhook); err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" {
			return nil, errors.New("the address for alarms must be a URL with http or https")
		}
	}
	if options.TelegramToken == "" && options.TelegramChat != "" {
		return nil, errors.New("alarms by Telegram need the bot's token, too")
	}
	return &Pager{options: options, sent: map[string]bool{}}, nil
}

// Page implements activities.Pager.
func (p *Pager) Page(ctx context.Context, alarm activities.Alarm) error {
	place, err := p.place(ctx, alarm.Restaurant)
	if err != nil {
		return err
	}
	text := p.orderWords(place, alarm)
	body := struct {
		activities.Alarm
		Text string `json:"text"`
	}{alarm, text}
	return p.call(ctx, place, fmt.Sprintf("%s %d", alarm.OrderID, alarm.Sequence), message{body: body, text: text})
}

// Paused calls people because a restaurant was paused by itself.
func (p *Pager) Paused(ctx context.Context, pause restaurant.AutoPause) error {
	place, err := p.place(ctx, pause.Restaurant)
	if err != nil {
		return err
	}
	text := p.pauseWords(place, pause)
	body := struct {
		Event string `json:"event"`
		restaurant.AutoPause
		Text string `json:"text"`
	}{"restaurant.paused", pause, text}
	return p.call(ctx, place, fmt.Sprintf("%s %d", pause.Restaurant, pause.At.UnixMicro()), message{body: body, text: text})
}

// place is the restaurant that an alarm is about. One that was removed since
// has no ways of its own.
func (p *Pager) place(ctx context.Context, id string) (restaurant.Restaurant, error) {
	place, err := p.options.Restaurants.Restaurant(ctx, id)
	if order.CodeOf(err) == order.CodeNotFound {
		return restaurant.Restaurant{ID: id}, nil
	}
	return place, err
}

// call tries every way; those that worked, and those that never will, are not
// tried again for the same alarm.
func (p *Pager) call(ctx context.Context, place restaurant.Restaurant, alarm string, say message) error {
	var faults, hopeless []error
	for _, way := range p.ways(place.Alarms) {
		key := way.name + " " + alarm
		if p.knows(key) {
			continue
		}
		err := p.by(ctx, place, way, say)
		var never activities.HopelessError
		switch {
		case errors.As(err, &never):
			hopeless = append(hopeless, fmt.Errorf("%s: %w", way.name, err))
		case err != nil:
			faults = append(faults, fmt.Errorf("%s: %w", way.name, err))
			continue
		}
		p.remember(key)
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	return errors.Join(hopeless...)
}

// Try sends a test alarm by every way of a restaurant and says how it went.
func (p *Pager) Try(ctx context.Context, place restaurant.Restaurant) []restaurant.Finding {
	ways := p.ways(place.Alarms)
	if len(ways) == 0 && place.Alarms.OwnOnly {
		return []restaurant.Finding{{Check: "alarms", Severity: order.Warning, Message: "Nobody is called: the restaurant has no webhook or Telegram chat of its own, and keeps those of the process out.",
			Remedy: "Set alarms.webhook or alarms.telegram_chat in the restaurant's settings, or switch alarms.own_only off."}}
	}
	if len(ways) == 0 {
		return []restaurant.Finding{{Check: "alarms", Severity: order.Warning, Message: "Nobody is called: neither the restaurant nor the process has a webhook or a Telegram chat.",
			Remedy: "Set alarms.webhook or alarms.telegram_chat in the restaurant's settings."}}
	}
	text := p.trialWords(place)
	say := message{text: text, body: struct {
		Event      string    `json:"event"`
		Restaurant string    `json:"restaurant"`
		At         time.Time `json:"at"`
		Text       string    `json:"text"`
	}{"alarm.test", place.ID, p.options.Now().UTC(), text}}
	findings := make([]restaurant.Finding, len(ways))
	for i, way := range ways {
		findings[i] = restaurant.Finding{Check: way.name, OK: true, Severity: order.Info, Message: way.whose + " took the test alarm."}
		if err := p.by(ctx, place, way, say); err != nil {
			findings[i] = restaurant.Finding{Check: way.name, Severity: order.Problem, Message: fmt.Sprintf("%s did not take the test alarm: %s.", way.whose, err), Remedy: way.remedy}
		}
	}
	return findings
}

func (p *Pager) knows(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[key]
}

func (p *Pager) remember(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.sent) >= remembered {
		clear(p.sent)
	}
	p.sent[key] = true
}

// Package pager calls people who do not look at the console: by a POST to an
// address of theirs, and by a message of a Telegram bot.
package pager

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Options say how people are called; what is empty is not used.
type Options struct {
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
	Client  *http.Client // nil: one with a time limit
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
	ways    map[string]func(context.Context, activities.Alarm) error

	mu   sync.Mutex
	sent map[string]bool // an alarm is tried again when one of the ways failed
}

// New makes a Pager, nil when no way of calling anybody is set up.
func New(options Options) (*Pager, error) {
	p := &Pager{options: options, ways: map[string]func(context.Context, activities.Alarm) error{}, sent: map[string]bool{}}
	if options.Client == nil {
		p.options.Client = &http.Client{Timeout: callTime}
	}
	if options.TelegramURL == "" {
		p.options.TelegramURL = telegramURL
	}
	if options.Webhook != "" {
		if at, err := url.Parse(options.Webhook); err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" {
			return nil, errors.New("the address for alarms must be a URL with http or https")
		}
		p.ways["webhook"] = p.webhook
	}
	if (options.TelegramToken == "") != (options.TelegramChat == "") {
		return nil, errors.New("alarms by Telegram need both the bot's token and the chat")
	}
	if options.TelegramToken != "" {
		p.ways["telegram"] = p.telegram
	}
	if len(p.ways) == 0 {
		return nil, nil
	}
	return p, nil
}

// Page implements activities.Pager. Every way is tried, and those that worked
// are not tried again for the same alarm.
func (p *Pager) Page(ctx context.Context, alarm activities.Alarm) error {
	var faults []error
	for name, call := range p.ways {
		key := fmt.Sprintf("%s %s %d", name, alarm.OrderID, alarm.Sequence)
		if p.knows(key) {
			continue
		}
		if err := call(ctx, alarm); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		p.remember(key)
	}
	return errors.Join(faults...)
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

func (p *Pager) webhook(ctx context.Context, alarm activities.Alarm) error {
	return p.post(ctx, p.options.Webhook, struct {
		activities.Alarm
		Text string `json:"text"`
	}{alarm, p.words(alarm)})
}

func (p *Pager) telegram(ctx context.Context, alarm activities.Alarm) error {
	address := p.options.TelegramURL + "/bot" + p.options.TelegramToken + "/sendMessage"
	return p.post(ctx, address, map[string]any{"chat_id": p.options.TelegramChat, "text": p.words(alarm), "disable_web_page_preview": true})
}

// post sends JSON. Neither the address, which may hold a token, nor the answer
// goes into an error.
func (p *Pager) post(ctx context.Context, address string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		return errors.New("the address cannot be used")
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := p.options.Client.Do(request)
	if err != nil {
		var where *url.Error
		if errors.As(err, &where) {
			err = where.Err
		}
		return fmt.Errorf("not delivered: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection can be used again
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("answered with status %d", answer.StatusCode)
	}
	return nil
}

// words is the alarm as people read it.
func (p *Pager) words(alarm activities.Alarm) string {
	what := fmt.Sprintf("ждёт ответа с %s UTC", alarm.WaitingSince.UTC().Format("15:04"))
	if alarm.Event == order.EventNeedsOperator {
		what = "не передан на кассу и ждёт человека: " + order.Kinds[order.Code(alarm.Detail)].Title
	}
	text := fmt.Sprintf("Заказ №%s (%s, %s) %s.", alarm.Number, alarm.Restaurant, alarm.Source, what)
	if p.options.Console != "" {
		text += "\n" + strings.TrimSuffix(p.options.Console, "/") + "/"
	}
	return text
}

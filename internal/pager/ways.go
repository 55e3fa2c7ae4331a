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

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// message is an alarm for programs and for people.
type message struct {
	body any
	text string
}

// way is one way of calling people.
type way struct {
	name   string
	whose  string // for people, at the start of a sentence
	remedy string // when it does not work
	call   func(ctx context.Context, say message) error
}

// ways are those of a restaurant, and the process's where it has none and does not
// keep them out. The process's bot writes to a restaurant's own chat in any case.
func (p *Pager) ways(own restaurant.Alarms) (ways []way) {
	webhook, token, chat := p.options.Webhook, p.options.TelegramToken, p.options.TelegramChat
	if own.OwnOnly {
		webhook, chat = "", ""
	}
	switch {
	case own.Webhook != "":
		ways = append(ways, way{"webhook", "The restaurant's webhook", "Correct alarms.webhook in the restaurant's settings.",
			func(ctx context.Context, say message) error { return p.guarded(ctx, own.Webhook, say.body) }})
	case webhook != "":
		ways = append(ways, way{"webhook", "The webhook of the process", "Correct --alarm-webhook.",
			func(ctx context.Context, say message) error { return p.post(ctx, webhook, say.body) }})
	}
	telegram := way{name: "telegram", whose: "Telegram", remedy: "Correct --telegram-token and --telegram-chat, and let the bot into the chat."}
	if own.TelegramChat != "" {
		chat = own.TelegramChat
		telegram.remedy = "Correct alarms.telegram_chat and alarms.telegram_token in the restaurant's settings, and let the bot into the chat."
		if own.TelegramToken != "" {
			token = own.TelegramToken
		}
	}
	if chat != "" {
		telegram.call = func(ctx context.Context, say message) error { return p.telegram(ctx, token, chat, say.text) }
		ways = append(ways, telegram)
	}
	return ways
}

// guarded posts to an address that a manager gave.
func (p *Pager) guarded(ctx context.Context, address string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	switch attempt := p.options.Guarded.Post(ctx, address, text); {
	case attempt.OK:
		return nil
	case attempt.Final:
		return activities.HopelessError{Why: attempt.Error}
	default:
		return errors.New(attempt.Error)
	}
}

func (p *Pager) telegram(ctx context.Context, token, chat, text string) error {
	if token == "" {
		return errors.New("there is no bot: neither the restaurant nor the process has a token")
	}
	address := p.options.TelegramURL + "/bot" + token + "/sendMessage"
	return p.post(ctx, address, map[string]any{"chat_id": chat, "text": text, "disable_web_page_preview": true})
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

package app

import (
	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/pager"
)

// Alarms says how people are called who do not look at the console.
type Alarms struct {
	AlarmWebhook  string `name:"alarm-webhook" placeholder:"URL" help:"Gets a POST when an order is escalated or needs a person."`
	TelegramToken string `name:"telegram-token" placeholder:"TOKEN" help:"Token of the Telegram bot that calls people. Better given as ORDERHATCH_TELEGRAM_TOKEN."`
	TelegramChat  string `name:"telegram-chat" placeholder:"ID" help:"Chat the bot writes to."`
	ConsoleURL    string `name:"console-url" placeholder:"URL" help:"Where people reach the console, for a link in alarms."`
}

// pager is nil when nobody is to be called.
func (a Alarms) pager() (activities.Pager, error) {
	made, err := pager.New(pager.Options{Webhook: a.AlarmWebhook, TelegramToken: a.TelegramToken, TelegramChat: a.TelegramChat, Console: a.ConsoleURL})
	if made == nil || err != nil {
		return nil, err
	}
	return made, nil
}

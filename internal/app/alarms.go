package app

import "github.com/orderhatch/orderhatch/internal/pager"

// Alarms says how people are called who do not look at the console, where the
// restaurant's settings do not say it.
type Alarms struct {
	AlarmWebhook  string `name:"alarm-webhook" placeholder:"URL" help:"Gets a POST when an order is escalated or needs a person, for restaurants without a webhook of their own."`
	TelegramToken string `name:"telegram-token" placeholder:"TOKEN" help:"Token of the Telegram bot that calls people. Better given as ORDERHATCH_TELEGRAM_TOKEN."`
	TelegramChat  string `name:"telegram-chat" placeholder:"ID" help:"Chat the bot writes to, for restaurants without a chat of their own."`
	TelegramURL   string `name:"telegram-url" placeholder:"URL" help:"A Bot API server of your own instead of Telegram's."`
	ConsoleURL    string `name:"console-url" placeholder:"URL" help:"Where people reach the console, for a link in alarms."`
}

// openPager makes what calls people. Restaurants' own webhooks may go where
// callbacks may.
func (c *core) openPager(alarms Alarms, callbacks Callbacks) (*pager.Pager, error) {
	sender, err := callbacks.sender()
	if err != nil {
		return nil, err
	}
	c.add("alarms", func() error { sender.Close(); return nil })
	return pager.New(pager.Options{
		Restaurants: c.store, Guarded: sender, Faults: c.store, Logger: c.log,
		Webhook: alarms.AlarmWebhook, TelegramToken: alarms.TelegramToken, TelegramChat: alarms.TelegramChat, TelegramURL: alarms.TelegramURL,
		Console: alarms.ConsoleURL,
	})
}

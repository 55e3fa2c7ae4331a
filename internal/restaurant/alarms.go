package restaurant

import (
	"net/url"
	"time"
)

// Alarms say how people of a restaurant are called who do not look at the
// console. What is empty is as the process was told, unless OwnOnly.
type Alarms struct {
	// Webhook gets a POST. Such addresses often hold a token: stored encrypted,
	// and only its host is shown.
	Webhook string `json:"webhook,omitempty"`
	// TelegramChat is who a Telegram bot writes to, and TelegramToken the bot's;
	// without one it is the process's own bot. Stored encrypted, never shown.
	TelegramChat  string `json:"telegram_chat,omitempty"`
	TelegramToken string `json:"telegram_token,omitempty"`
	// OwnOnly keeps the process's webhook and chat out: what is empty is nobody.
	OwnOnly bool `json:"own_only,omitempty"`
}

// AlarmFault is a way of calling people that failed when it was used last.
type AlarmFault struct {
	Restaurant string
	Way        string // webhook or telegram
	At         time.Time
	Message    string // in words, with what to do
}

// WebhookHost is where the webhook leads, without what may be secret of it.
func (a Alarms) WebhookHost() string {
	at, err := url.Parse(a.Webhook)
	if err != nil {
		return ""
	}
	return at.Host
}

// AutoPause is a pause that came by itself, because nobody answered orders.
type AutoPause struct {
	Restaurant string    `json:"restaurant"`
	Missed     int       `json:"missed"` // orders in a row
	At         time.Time `json:"at"`
	Until      time.Time `json:"until"`
}

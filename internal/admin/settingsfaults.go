package admin

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const (
	longestWait = 24 * 60 * 60
	longestLead = 7 * longestWait
)

// ClearsWhenNull names the fields in which null is not the same as nothing: it
// clears a secret, while leaving the field out keeps it.
func (s *RestaurantSettings) ClearsWhenNull() []string {
	return []string{"station.password", "station.notify_token", "licence.token", "licence.account.password", "licence.account.token", "mini_delivery.token",
		"alarms.webhook", "alarms.telegram_token"}
}

// Validate says what is wrong with the settings in themselves.
func (s *RestaurantSettings) Validate(time.Time) []order.Fault {
	var f faults
	if s.ID != "" {
		f.idOf("id", s.ID)
	}
	s.Name = strings.TrimSpace(s.Name)
	f.addIf(s.Name == "", "name", required, "must be given")
	f.text("name", s.Name, 100)
	f.timeZone(s.TimeZone)
	f.addIf(len(s.Currency) != 3 || strings.Trim(s.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "", "currency", malformed, "must be three capital letters, like RUB")
	f.rules("orders", s.Orders)
	f.addIf(len(s.Sources) > 100, "sources", tooMany, "must have at most 100 entries")
	for _, source := range slices.Sorted(maps.Keys(s.Sources)) {
		f.rules("sources."+source, s.Sources[source])
	}
	f.station(s.Station)
	f.licence(s.Licence)
	f.menuAndIntake(s.Menu, s.Intake)
	f.alarms(s.Alarms)
	f.miniDelivery(s.MiniDelivery)
	f.addIf(restaurant.Hours(s.Hours).Fault() != "", "hours", malformed, "%s", restaurant.Hours(s.Hours).Fault())
	f.addIf(len(s.Hours) > 50, "hours", tooMany, "must have at most 50 entries")
	return f
}

func (f *faults) menuAndIntake(m MenuSettings, i IntakeSettings) {
	f.text("menu.classification", m.Classification, 100)
	f.text("menu.price_type", m.PriceType, 100)
	f.addIf(!slices.Contains([]string{"", "code", "ident", "guid"}, m.PLU), "menu.plu", unknownValue, "must be one of code, ident, guid")
	f.seconds("menu.poll_seconds", &m.PollSeconds, longestWait)
	f.addIf(m.PollSeconds > 0 && m.PollSeconds < 5, "menu.poll_seconds", outOfRange, "must be at least 5: the cash server has other work")
	f.seconds("intake.duplicate_within_seconds", i.DuplicateWithinSeconds, longestWait)
	f.addIf(i.PauseAfterMissed < 0 || i.PauseAfterMissed > 1000, "intake.pause_after_missed", outOfRange, "must be from 0 to 1000")
	f.seconds("intake.pause_for_seconds", &i.PauseForSeconds, longestWait)
}

func (f *faults) timeZone(name string) {
	// The empty name would be UTC and "Local" the zone of whatever machine this is.
	location, err := time.LoadLocation(name)
	f.addIf(name == "", "time_zone", required, "must be given")
	f.addIf(err != nil || location == time.Local, "time_zone", unknownValue, "must be a name of the time zone database, like Europe/Moscow")
}

func (f *faults) rules(prefix string, o OrderRules) {
	f.addIf(o.Fill != "" && !o.Fill.Known(), prefix+".fill", unknownValue, "must be one of on_accept, on_save, on_open")
	outcomes := []order.Outcome{"", order.KeepWaiting, order.AutoAccept, order.Expire}
	f.addIf(!slices.Contains(outcomes, o.Unanswered), prefix+".unanswered", unknownValue, "must be one of keep, auto_accept, expire")
	f.seconds(prefix+".remind_after_seconds", o.RemindAfterSeconds, longestWait)
	f.seconds(prefix+".escalate_after_seconds", o.EscalateAfterSeconds, longestWait)
	f.seconds(prefix+".expire_after_seconds", o.ExpireAfterSeconds, longestWait)
	f.seconds(prefix+".take_for_seconds", o.TakeForSeconds, longestWait)
	f.addIf(o.TakeForSeconds != nil && *o.TakeForSeconds == 0, prefix+".take_for_seconds", outOfRange, "must be at least 1")
	f.seconds(prefix+".lead_seconds", o.LeadSeconds, longestLead)
	f.seconds(prefix+".close_after_seconds", o.CloseAfterSeconds, longestLead)
	f.addIf(o.AutoAccept.Below < 0, prefix+".auto_accept.below", outOfRange, "must be 0 or more")
	never := o.ExpireAfterSeconds == nil || *o.ExpireAfterSeconds == 0
	f.addIf(never && o.Unanswered == order.Expire, prefix+".expire_after_seconds", required,
		"must be given, because unanswered says that something happens then")
}

func (f *faults) seconds(field string, value *int64, most int64) {
	f.addIf(value != nil && (*value < 0 || *value > most), field, outOfRange, "must be from 0 to %d", most)
}

func (f *faults) station(s StationSettings) {
	f.address("station.url", s.URL, true)
	f.addIf(s.User == "", "station.user", required, "must be given")
	f.addIf(strings.ContainsFunc(s.User, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) || r == ':' }),
		"station.user", malformed, "must be Latin letters and digits: the cash server refuses others")
	f.text("station.user", s.User, 100)
	f.addIf(s.Password != nil && len(*s.Password) > 200, "station.password", tooLong, "must have at most 200 characters")
	f.addIf(s.CertSHA256 != "" && !fingerprint(s.CertSHA256), "station.cert_sha256", malformed, "must be 64 hex digits, colons allowed")
	f.addIf(s.CAPEM != "" && !certificates(s.CAPEM), "station.ca_pem", malformed, "must be certificates in PEM form")
	f.addIf(s.CertSHA256 != "" && s.CAPEM != "", "station.ca_pem", notAllowed, "give either a fingerprint or an authority, not both")
	f.addIf(!slices.Contains([]string{"", "1.0", "1.1", "1.2", "1.3"}, s.MinTLS), "station.min_tls", unknownValue, "must be one of 1.0, 1.1, 1.2, 1.3")
	f.addIf((s.MinTLS == "1.0" || s.MinTLS == "1.1") && !s.WeakCrypto, "station.weak_crypto", required, "must be true for TLS below 1.2")
	f.addIf(s.DeliveryState != nil && (*s.DeliveryState < 0 || *s.DeliveryState > 1_000_000), "station.delivery_state", outOfRange, "must be from 0 to 1000000")
	f.addIf(s.CommentLimit < 0 || s.CommentLimit > 10_000, "station.comment_limit", outOfRange, "must be from 0 to 10000")
	f.codes(s.Codes)
	f.progress(s.Progress)
	const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_."
	if token := s.NotifyToken; token != nil && *token != "" {
		f.addIf(len(*token) < 16 || len(*token) > 200, "station.notify_token", outOfRange, "must have 16 to 200 characters: nothing else keeps strangers out")
		f.addIf(strings.Trim(*token, letters) != "", "station.notify_token", malformed, "must be Latin letters, digits, dots and dashes: it is part of an address")
	}
}

func (f *faults) progress(p ProgressSettings) {
	f.addIf(p.LookSeconds < 0 || p.LookSeconds > 3600, "station.progress.look_seconds", outOfRange, "must be from 0 to 3600")
	f.addIf(p.LookSeconds > 0 && p.LookSeconds < 5, "station.progress.look_seconds", outOfRange, "must be at least 5: the cash server has other work")
	f.text("station.progress.source", p.Source, 64)
	for _, one := range []struct {
		name string
		code *int64
	}{{"in_work", p.Codes.InWork}, {"ready", p.Codes.Ready}, {"on_the_way", p.Codes.OnTheWay}, {"completed", p.Codes.Completed}} {
		f.addIf(one.code != nil && (*one.code < 0 || *one.code > 1_000_000), "station.progress.codes."+one.name, outOfRange, "must be from 0 to 1000000")
	}
}

// address checks the shape of an address only. Cash servers stand in private
// networks, so any host is allowed: that is what the setting is for.
func (f *faults) address(field, text string, needed bool) {
	if text == "" && !needed {
		return
	}
	f.addIf(text == "", field, required, "must be given")
	f.addIf(len(text) > 500, field, tooLong, "must have at most 500 characters")
	u, err := url.Parse(text)
	if err != nil {
		f.add(field, malformed, "must be like https://10.0.0.5:8443")
		return
	}
	f.addIf(u.Scheme != "https", field, malformed, "must begin with https://, because a password is sent with every request")
	f.addIf(u.Hostname() == "", field, malformed, "must name a host")
	f.addIf(u.User != nil, field, notAllowed, "must not hold a user or password; they have fields of their own")
	f.addIf(u.RawQuery != "" || u.Fragment != "" || u.ForceQuery, field, malformed, "must end with the port or the path")
}

func (f *faults) codes(c StationCodes) {
	f.addIf(c.Station == "", "station.codes.station", required, "must be given")
	f.addIf(c.Table == "", "station.codes.table", required, "must be given")
	// In r_keeper codes are numbers, but some stations take a GUID as well.
	const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ{}-_."
	for _, one := range []struct{ name, code string }{
		{"station", c.Station}, {"table", c.Table}, {"pickup_table", c.PickupTable}, {"test_table", c.TestTable}, {"waiter", c.Waiter}, {"manager", c.Manager},
		{"order_category", c.OrderCategory}, {"delivery_type", c.DeliveryType}, {"pickup_type", c.PickupType}, {"void_reason", c.VoidReason},
		{"guest_type", c.GuestType}, {"remark_modifier", c.RemarkModifier}, {"pickup_category", c.PickupCategory},
		{"prepay_currency", c.PrepayCurrency}, {"prepay_reason", c.PrepayReason},
	} {
		field := "station.codes." + one.name
		f.addIf(strings.Trim(one.code, letters) != "", field, malformed, "must be a code: Latin letters, digits, dots and dashes")
		f.addIf(len(one.code) > 64, field, tooLong, "must have at most 64 characters")
	}
	f.addIf(c.PrepayCurrency != "" && c.PrepayReason == "", "station.codes.prepay_reason", required, "must be given together with prepay_currency")
	f.addIf(c.PrepayCurrency == "" && c.PrepayReason != "", "station.codes.prepay_currency", required, "must be given together with prepay_reason")
}

func (f *faults) licence(l LicenceSettings) {
	f.addIf(l.Mode == "", "licence.mode", required, "must be given")
	f.addIf(l.Mode != restaurant.Lifetime && l.Mode != restaurant.Subscription, "licence.mode", unknownValue, "must be one of lifetime, subscription")
	f.addIf(l.Mode == restaurant.Subscription && l.Product == "", "licence.product", required, "must be given for a subscription")
	f.text("licence.product", l.Product, 100)
	f.addIf(l.Token != nil && len(*l.Token) > 2000, "licence.token", tooLong, "must have at most 2000 characters")
	f.addIf(l.RestCode != "" && (len(l.RestCode) != 9 || strings.Trim(l.RestCode, "0123456789") != ""), "licence.rest_code", malformed, "must be nine digits")
	f.address("licence.service_url", l.ServiceURL, false)
	f.text("licence.account.user", l.Account.User, 100)
	f.addIf(l.Account.Password != nil && len(*l.Account.Password) > 200, "licence.account.password", tooLong, "must have at most 200 characters")
	f.addIf(l.Account.Token != nil && len(*l.Account.Token) > 2000, "licence.account.token", tooLong, "must have at most 2000 characters")
}

var (
	telegramChat  = regexp.MustCompile(`^(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,62})$`)
	telegramToken = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{1,150}$`)
)

// alarms checks the shape of an address only; where it leads is checked when
// something is sent there.
func (f *faults) alarms(a AlarmSettings) {
	if a.Webhook != nil && *a.Webhook != "" {
		at, err := url.Parse(*a.Webhook)
		f.addIf(err != nil || at.Hostname() == "" || at.Scheme != "https" && at.Scheme != "http", "alarms.webhook", malformed, "must be a URL that begins with https://")
		f.addIf(err == nil && at.User != nil, "alarms.webhook", notAllowed, "must not hold a user or password")
		f.addIf(len(*a.Webhook) > 500, "alarms.webhook", tooLong, "must have at most 500 characters")
	}
	f.addIf(a.TelegramChat != "" && !telegramChat.MatchString(a.TelegramChat), "alarms.telegram_chat", malformed, "must be a number like -1001234567890, or the @name of a channel")
	token := a.TelegramToken
	f.addIf(token != nil && *token != "" && !telegramToken.MatchString(*token), "alarms.telegram_token", malformed, "must be a bot's token as BotFather gives it, like 12345:AbCd")
	f.addIf(token != nil && *token != "" && a.TelegramChat == "", "alarms.telegram_chat", required, "must be given with a bot's token: whom should it write to?")
}

func (f *faults) miniDelivery(m MiniDeliverySettings) {
	const at = "mini_delivery."
	if m.Source != "" {
		f.idOf(at+"source", m.Source)
	}
	_, port, err := net.SplitHostPort(m.Listen)
	_, notANumber := strconv.ParseUint(port, 10, 16)
	f.addIf(m.Listen != "" && (err != nil || notANumber != nil), at+"listen", malformed, "must be a port, or an address and a port, like :11011")
	f.addIf(m.Token != nil && len(*m.Token) > 500, at+"token", tooLong, "must have at most 500 characters")
	f.addIf(len(m.PickupTypes) > 20, at+"pickup_types", tooMany, "must have at most 20 entries")
	for status := range m.Statuses {
		f.addIf(!status.Known(), at+"statuses", unknownValue, "names a status that does not exist")
	}
	f.seconds(at+"repeat_within_seconds", m.RepeatWithinSeconds, longestWait)
	f.addIf(m.RefusalStatus != 0 && (m.RefusalStatus < 200 || m.RefusalStatus > 599), at+"refusal_status", outOfRange, "must be from 200 to 599")
	f.addIf(len(m.Stations) > 100, at+"stations", tooMany, "must have at most 100 entries")
	for i, station := range m.Stations {
		_, noAddress := netip.ParseAddr(station)
		_, noNetwork := netip.ParsePrefix(station)
		f.addIf(noAddress != nil && noNetwork != nil, fmt.Sprintf(at+"stations[%d]", i), malformed, "must be an address or a network like 10.0.0.0/24")
	}
}

// secretsAgain asks for a password when it would be sent to somebody else than
// it was given for: who may change an address must not learn a password by it.
func (f *faults) secretsAgain(before restaurant.Restaurant, s RestaurantSettings) {
	const again = "must be given again, because the address or the user has changed"
	old := before.Station
	moved := old.URL != s.Station.URL || old.User != s.Station.User
	f.addIf(moved && s.Station.Password == nil && old.Password != "", "station.password", required, again)
	account := old.Licence.Account
	moved = old.Licence.ServiceURL != s.Licence.ServiceURL || account.User != s.Licence.Account.User
	f.addIf(moved && s.Licence.Account.Password == nil && account.Password != "", "licence.account.password", required, again)
	f.addIf(moved && s.Licence.Account.Token == nil && account.Token != "", "licence.account.token", required, again)
}

func fingerprint(text string) bool {
	sum, err := hex.DecodeString(strings.ReplaceAll(text, ":", ""))
	return err == nil && len(sum) == sha256.Size
}

// certificates says whether a text is certificates in PEM form and nothing else:
// a private key does not belong there.
func certificates(text string) bool {
	rest := []byte(strings.TrimSpace(text))
	for len(rest) > 0 {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil || block.Type != "CERTIFICATE" {
			return false
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return false
		}
		rest = []byte(strings.TrimSpace(string(rest)))
	}
	return true
}

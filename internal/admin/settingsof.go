package admin

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// SettingsOf shows a restaurant's settings, without its secrets.
func SettingsOf(r restaurant.Restaurant) RestaurantSettings {
	settings := RestaurantSettings{
		ID: r.ID, Name: r.Name, TimeZone: r.TimeZone, Currency: r.Currency,
		Orders: rulesOf(r.Rules), Station: stationOf(r.Station),
		Licence: licenceOf(r.Station.Licence), Menu: menuOf(r.Menu), Intake: intakeOf(r.Intake), Hours: r.Hours,
		Alarms: alarmsOf(r.Alarms), MiniDelivery: miniDeliveryOf(r.MiniDelivery),
		Revision: r.Revision,
	}
	for source, rules := range r.SourceRules {
		if settings.Sources == nil {
			settings.Sources = map[string]OrderRules{}
		}
		settings.Sources[source] = rulesOf(rules)
	}
	if !r.UpdatedAt.IsZero() {
		settings.UpdatedAt = &r.UpdatedAt
	}
	return settings
}

func rulesOf(rules order.Rules) OrderRules {
	seconds := func(d time.Duration) *int64 {
		whole := int64(d / time.Second)
		return &whole
	}
	return OrderRules{
		Fill: rules.Fill, Unanswered: rules.Unanswered, AutoAccept: rules.Auto, CloseAfterSeconds: seconds(rules.CloseAfter),
		RemindAfterSeconds: seconds(rules.RemindAfter), EscalateAfterSeconds: seconds(rules.EscalateAfter), ExpireAfterSeconds: seconds(rules.ExpireAfter),
		TakeForSeconds: seconds(rules.TakeFor), LeadSeconds: seconds(rules.Lead),
	}
}

func stationOf(s restaurant.Station) StationSettings {
	return StationSettings{
		URL: s.URL, User: s.User, PasswordSet: s.Password != "",
		CertSHA256: s.CertSHA256, CAPEM: s.CAPEM, MinTLS: s.MinTLS, WeakCrypto: s.WeakCrypto,
		Codes: StationCodes{Station: s.StationCode, Table: s.TableCode, PickupTable: s.PickupTable, TestTable: s.TestTable, Waiter: s.WaiterCode, Manager: s.ManagerCode,
			OrderCategory: s.OrderCategory, DeliveryType: s.DeliveryType, PickupType: s.PickupType, VoidReason: s.VoidReason,
			GuestType: s.GuestTypeID, RemarkModifier: s.RemarkModifier, PickupCategory: s.PickupCategory,
			PrepayCurrency: s.PrepayCurrency, PrepayReason: s.PrepayReason},
		DeliveryBlock: s.DeliveryBlock, DeliveryState: s.DeliveryState, CommentLimit: s.CommentLimit,
		Progress: progressOf(s.Progress), NotifyTokenSet: s.NotifyToken != "",
	}
}

func progressOf(p restaurant.Progress) ProgressSettings {
	return ProgressSettings{
		IgnorePrint: p.IgnorePrint, IgnoreKitchen: p.IgnoreKitchen, CourierTimes: p.CourierTimes, LookSeconds: p.LookSeconds,
		Codes: ProgressCodes(p.Codes), Silent: p.Silent, Source: p.Source, SendExtID: p.SendExtID,
	}
}

func (p ProgressSettings) progress() restaurant.Progress {
	return restaurant.Progress{
		IgnorePrint: p.IgnorePrint, IgnoreKitchen: p.IgnoreKitchen, CourierTimes: p.CourierTimes, LookSeconds: p.LookSeconds,
		Codes: restaurant.StateCodes(p.Codes), Silent: p.Silent, Source: p.Source, SendExtID: p.SendExtID,
	}
}

func licenceOf(l restaurant.Licence) LicenceSettings {
	return LicenceSettings{
		Mode: l.Mode, Product: l.Product, TokenSet: l.Token != "", RestCode: l.RestCode, ServiceURL: l.ServiceURL,
		Account: LicenceAccountSettings{User: l.Account.User, PasswordSet: l.Account.Password != "", TokenSet: l.Account.Token != ""},
	}
}

func menuOf(m restaurant.MenuSettings) MenuSettings {
	return MenuSettings{Classification: m.Classification, PriceType: m.PriceType, PLU: m.PLU, PollSeconds: int64(m.PollEvery / time.Second)}
}

func intakeOf(i restaurant.IntakeSettings) IntakeSettings {
	return IntakeSettings{PauseAfterMissed: i.PauseAfterMissed, PauseForSeconds: int64(i.PauseFor / time.Second), DuplicateWithinSeconds: orNever(i.DuplicateWithin)}
}

func alarmsOf(a restaurant.Alarms) AlarmSettings {
	return AlarmSettings{WebhookHost: a.WebhookHost(), TelegramChat: a.TelegramChat, TelegramTokenSet: a.TelegramToken != "", OwnOnly: a.OwnOnly}
}

func miniDeliveryOf(m restaurant.MiniDelivery) MiniDeliverySettings {
	return MiniDeliverySettings{
		Source: m.Source, Listen: m.Listen, TokenSet: m.Token != "", PickupTypes: m.PickupTypes, Statuses: m.Statuses,
		RepeatWithinSeconds: orNever(m.RepeatWithin), OmitStopped: m.OmitStopped, RefusalStatus: m.RefusalStatus, Stations: m.Stations,
	}
}

// orNever shows a span for which zero is the usual one and less means never.
func orNever(d time.Duration) *int64 {
	if d == 0 {
		return nil
	}
	seconds := max(0, int64(d/time.Second))
	return &seconds
}

// On is a restaurant with these settings. What they do not name, secrets that
// were left out among it, stays as it is.
func (s RestaurantSettings) On(r restaurant.Restaurant) restaurant.Restaurant {
	r.Name, r.TimeZone, r.Currency = s.Name, s.TimeZone, s.Currency
	r.Rules = s.Orders.on(r.Rules)
	r.SourceRules = nil
	for source, rules := range s.Sources {
		if r.SourceRules == nil {
			r.SourceRules = map[string]order.Rules{}
		}
		r.SourceRules[source] = rules.on(order.Rules{})
	}
	r.Station = s.Station.on(r.Station)
	r.Station.Licence = s.Licence.on(r.Station.Licence)
	r.Menu.Classification, r.Menu.PriceType, r.Menu.PLU = s.Menu.Classification, s.Menu.PriceType, s.Menu.PLU
	r.Menu.PollEvery = time.Duration(s.Menu.PollSeconds) * time.Second
	r.Intake = s.Intake.on(r.Intake)
	r.Hours = s.Hours
	r.Alarms = s.Alarms.on(r.Alarms)
	r.MiniDelivery = s.MiniDelivery.on(r.MiniDelivery)
	return r
}

func (l LicenceSettings) on(licence restaurant.Licence) restaurant.Licence {
	licence.Mode, licence.Product, licence.RestCode, licence.ServiceURL = l.Mode, l.Product, l.RestCode, l.ServiceURL
	set(&licence.Token, l.Token)
	licence.Account.User = l.Account.User
	set(&licence.Account.Password, l.Account.Password)
	set(&licence.Account.Token, l.Account.Token)
	return licence
}

func (i IntakeSettings) on(intake restaurant.IntakeSettings) restaurant.IntakeSettings {
	intake.PauseAfterMissed, intake.PauseFor = i.PauseAfterMissed, time.Duration(i.PauseForSeconds)*time.Second
	intake.DuplicateWithin = neverOr(i.DuplicateWithinSeconds)
	return intake
}

func (a AlarmSettings) on(alarms restaurant.Alarms) restaurant.Alarms {
	alarms.TelegramChat, alarms.OwnOnly = a.TelegramChat, a.OwnOnly
	set(&alarms.Webhook, a.Webhook)
	set(&alarms.TelegramToken, a.TelegramToken)
	return alarms
}

func (m MiniDeliverySettings) on(mini restaurant.MiniDelivery) restaurant.MiniDelivery {
	mini.Source, mini.Listen, mini.PickupTypes, mini.Statuses = m.Source, m.Listen, m.PickupTypes, m.Statuses
	set(&mini.Token, m.Token)
	mini.RepeatWithin, mini.OmitStopped = neverOr(m.RepeatWithinSeconds), m.OmitStopped
	mini.RefusalStatus, mini.Stations = m.RefusalStatus, m.Stations
	return mini
}

// neverOr reads what orNever shows.
func neverOr(seconds *int64) time.Duration {
	switch {
	case seconds == nil:
		return 0
	case *seconds == 0:
		return -time.Second
	}
	return time.Duration(*seconds) * time.Second
}

func (o OrderRules) on(rules order.Rules) order.Rules {
	usual := order.DefaultRules()
	rules.Fill, rules.Unanswered, rules.Auto = usual.Fill, usual.Unanswered, o.AutoAccept
	if o.Fill != "" {
		rules.Fill = o.Fill
	}
	if o.Unanswered != "" {
		rules.Unanswered = o.Unanswered
	}
	for _, one := range []struct {
		field   *time.Duration
		usual   time.Duration
		seconds *int64
	}{
		{&rules.RemindAfter, usual.RemindAfter, o.RemindAfterSeconds}, {&rules.EscalateAfter, usual.EscalateAfter, o.EscalateAfterSeconds},
		{&rules.ExpireAfter, usual.ExpireAfter, o.ExpireAfterSeconds}, {&rules.TakeFor, usual.TakeFor, o.TakeForSeconds}, {&rules.Lead, usual.Lead, o.LeadSeconds},
		{&rules.CloseAfter, usual.CloseAfter, o.CloseAfterSeconds},
	} {
		if *one.field = one.usual; one.seconds != nil {
			*one.field = time.Duration(*one.seconds) * time.Second
		}
	}
	return rules
}

func (s StationSettings) on(station restaurant.Station) restaurant.Station {
	station.URL, station.User = s.URL, s.User
	set(&station.Password, s.Password)
	station.CertSHA256, station.CAPEM, station.MinTLS, station.WeakCrypto = s.CertSHA256, s.CAPEM, s.MinTLS, s.WeakCrypto
	c := s.Codes
	station.StationCode, station.TableCode, station.PickupTable, station.TestTable = c.Station, c.Table, c.PickupTable, c.TestTable
	station.WaiterCode, station.ManagerCode, station.OrderCategory = c.Waiter, c.Manager, c.OrderCategory
	station.DeliveryType, station.PickupType, station.VoidReason = c.DeliveryType, c.PickupType, c.VoidReason
	station.GuestTypeID, station.RemarkModifier, station.PickupCategory = c.GuestType, c.RemarkModifier, c.PickupCategory
	station.PrepayCurrency, station.PrepayReason = c.PrepayCurrency, c.PrepayReason
	station.DeliveryBlock, station.DeliveryState, station.CommentLimit = s.DeliveryBlock, s.DeliveryState, s.CommentLimit
	station.Progress = s.Progress.progress()
	set(&station.NotifyToken, s.NotifyToken)
	return station
}

package admin

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// filled sets every field of a value to something, so that a field that is added
// to restaurants and forgotten in their settings is found here.
func filled(t *testing.T, value reflect.Value, path string) {
	switch {
	case value.Type() == reflect.TypeFor[time.Time]():
		value.Set(reflect.ValueOf(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)))
	case value.Type() == reflect.TypeFor[time.Duration]():
		value.SetInt(int64(7 * time.Second))
	case value.Kind() == reflect.Struct:
		for i := range value.NumField() {
			filled(t, value.Field(i), path+"."+value.Type().Field(i).Name)
		}
	case value.Kind() == reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		filled(t, value.Elem(), path)
	case value.Kind() == reflect.Map:
		key, element := reflect.New(value.Type().Key()).Elem(), reflect.New(value.Type().Elem()).Elem()
		filled(t, key, path+".key")
		filled(t, element, path+".value")
		value.Set(reflect.MakeMap(value.Type()))
		value.SetMapIndex(key, element)
	case value.Kind() == reflect.Slice:
		value.Set(reflect.MakeSlice(value.Type(), 1, 1))
		filled(t, value.Index(0), path)
	case value.Kind() == reflect.String:
		value.SetString("x" + path)
	case value.Kind() == reflect.Bool:
		value.SetBool(true)
	case value.CanInt():
		value.SetInt(7)
	default:
		t.Fatalf("%s has a kind this test does not know: %s", path, value.Kind())
	}
}

func wholeRestaurant(t *testing.T) (r restaurant.Restaurant) {
	filled(t, reflect.ValueOf(&r).Elem(), "")
	// What a station is told follows from its codes, and is no setting of its own.
	r.Rules.Tell = nil
	for source, rules := range r.SourceRules {
		rules.Tell = nil
		r.SourceRules[source] = rules
	}
	return r
}

func TestSettingsHoldEverything(t *testing.T) {
	want := wholeRestaurant(t)
	text, err := json.Marshal(SettingsOf(want))
	require.NoError(t, err)
	for _, secret := range []string{want.Station.Password, want.Station.Licence.Token, want.Station.Licence.Account.Password, want.Station.Licence.Account.Token, want.MiniDelivery.Token, want.Alarms.Webhook, want.Alarms.TelegramToken, want.Station.NotifyToken} {
		require.NotContains(t, string(text), secret)
	}
	var settings RestaurantSettings
	require.NoError(t, json.Unmarshal(text, &settings))

	got := settings.On(want)
	require.Empty(t, cmp.Diff(want, got), "read and written again, nothing changes")

	settings.Station.Password = &want.Station.Password
	settings.Licence.Token = &want.Station.Licence.Token
	settings.Licence.Account.Password = &want.Station.Licence.Account.Password
	settings.Licence.Account.Token = &want.Station.Licence.Account.Token
	settings.MiniDelivery.Token = &want.MiniDelivery.Token
	settings.Alarms.Webhook, settings.Alarms.TelegramToken = &want.Alarms.Webhook, &want.Alarms.TelegramToken
	settings.Station.NotifyToken = &want.Station.NotifyToken
	got = settings.On(restaurant.Restaurant{ID: want.ID})
	got.Revision, got.UpdatedAt = want.Revision, want.UpdatedAt
	require.Empty(t, cmp.Diff(want, got), "every field of a restaurant has its place in the settings")
}

func TestSecretsAreClearedOnPurposeOnly(t *testing.T) {
	before, empty := wholeRestaurant(t), ""
	settings := SettingsOf(before)
	settings.Station.Password = &empty
	after := settings.On(before)
	require.Empty(t, after.Station.Password)
	require.Equal(t, before.Station.Licence.Token, after.Station.Licence.Token)
}

func TestLeftOutSettingsAreTheUsualOnes(t *testing.T) {
	var settings RestaurantSettings
	require.NoError(t, json.Unmarshal([]byte(goodSettings), &settings))
	require.Empty(t, settings.Validate(time.Now()))
	made := settings.On(restaurant.Restaurant{ID: "arbat-1"})
	require.Equal(t, order.DefaultRules(), made.Rules)
	require.Equal(t, restaurant.IntakeSettings{}, made.Intake)
}

const goodSettings = `{"id":"arbat-1","name":"Арбат","time_zone":"Europe/Moscow","currency":"RUB","orders":{},
	"station":{"url":"https://10.0.0.5:8443","user":"http_user","password":"s3cret-password","codes":{"station":"1","table":"100"}},
	"licence":{"mode":"lifetime"}}`

func TestFaultsOfSettings(t *testing.T) {
	for name, c := range map[string]struct {
		change string // merged into goodSettings
		want   map[string]string
	}{
		"nothing":         {`{}`, map[string]string{}},
		"bad id":          {`{"id":"Арбат"}`, map[string]string{"id": malformed}},
		"a word":          {`{"id":"examine"}`, map[string]string{"id": notAllowed}},
		"no name":         {`{"name":"  "}`, map[string]string{"name": required}},
		"two lines":       {`{"name":"a\nb"}`, map[string]string{"name": malformed}},
		"no zone":         {`{"time_zone":""}`, map[string]string{"time_zone": required}},
		"this zone":       {`{"time_zone":"Local"}`, map[string]string{"time_zone": unknownValue}},
		"path as zone":    {`{"time_zone":"../../etc/passwd"}`, map[string]string{"time_zone": unknownValue}},
		"currency":        {`{"currency":"rub"}`, map[string]string{"currency": malformed}},
		"plain http":      {`{"station":{"url":"http://10.0.0.5"}}`, map[string]string{"station.url": malformed}},
		"no host":         {`{"station":{"url":"https://:8443"}}`, map[string]string{"station.url": malformed}},
		"password in url": {`{"station":{"url":"https://u:p@10.0.0.5"}}`, map[string]string{"station.url": notAllowed}},
		"query in url":    {`{"station":{"url":"https://10.0.0.5/?a=b"}}`, map[string]string{"station.url": malformed}},
		"cyrillic user":   {`{"station":{"user":"Иван"}}`, map[string]string{"station.user": malformed}},
		"fingerprint":     {`{"station":{"cert_sha256":"AB:CD"}}`, map[string]string{"station.cert_sha256": malformed}},
		"authority":       {`{"station":{"ca_pem":"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"}}`, map[string]string{"station.ca_pem": malformed}},
		"weak tls":        {`{"station":{"min_tls":"1.0"}}`, map[string]string{"station.weak_crypto": required}},
		"tls":             {`{"station":{"min_tls":"2.0"}}`, map[string]string{"station.min_tls": unknownValue}},
		"xml in a code":   {`{"station":{"codes":{"station":"1","table":"\"/>"}}}`, map[string]string{"station.codes.table": malformed}},
		"no codes":        {`{"station":{"codes":{"station":"","table":""}}}`, map[string]string{"station.codes.station": required, "station.codes.table": required}},
		"state codes":     {`{"station":{"progress":{"look_seconds":3,"codes":{"ready":-1,"completed":2000000}}}}`, map[string]string{"station.progress.look_seconds": outOfRange, "station.progress.codes.ready": outOfRange, "station.progress.codes.completed": outOfRange}},
		"short secret":    {`{"station":{"notify_token":"guess"}}`, map[string]string{"station.notify_token": outOfRange}},
		"secret path":     {`{"station":{"notify_token":"../../../../etc/passwd"}}`, map[string]string{"station.notify_token": malformed}},
		"half a prepay":   {`{"station":{"codes":{"station":"1","table":"2","prepay_currency":"1"}}}`, map[string]string{"station.codes.prepay_reason": required}},
		"subscription":    {`{"licence":{"mode":"subscription"}}`, map[string]string{"licence.product": required}},
		"no mode":         {`{"licence":{"mode":""}}`, map[string]string{"licence.mode": required}},
		"rest code":       {`{"licence":{"mode":"lifetime","rest_code":"12345678x"}}`, map[string]string{"licence.rest_code": malformed}},
		"service":         {`{"licence":{"mode":"lifetime","service_url":"http://licence"}}`, map[string]string{"licence.service_url": malformed}},
		"expire when":     {`{"orders":{"unanswered":"expire"}}`, map[string]string{"orders.expire_after_seconds": required}},
		"too long":        {`{"orders":{"remind_after_seconds":-1,"lead_seconds":9999999,"take_for_seconds":0}}`, map[string]string{"orders.remind_after_seconds": outOfRange, "orders.lead_seconds": outOfRange, "orders.take_for_seconds": outOfRange}},
		"hours":           {`{"hours":[{"from":"25:00","to":"10:00"}]}`, map[string]string{"hours": malformed}},
		"mini-delivery":   {`{"mini_delivery":{"source":"Сайт","listen":"11011","statuses":{"eaten":1},"refusal_status":99,"stations":["10.0.0.0/24","all"]}}`, map[string]string{"mini_delivery.source": malformed, "mini_delivery.listen": malformed, "mini_delivery.statuses": unknownValue, "mini_delivery.refusal_status": outOfRange, "mini_delivery.stations[1]": malformed}},
		"alarms":          {`{"alarms":{"webhook":"https://hooks.example/T0/x","telegram_chat":"-100123","telegram_token":"1:ab_C-d"}}`, map[string]string{}},
		"odd alarms":      {`{"alarms":{"webhook":"ftp://hooks.example","telegram_chat":"Anna","telegram_token":"1/../x"}}`, map[string]string{"alarms.webhook": malformed, "alarms.telegram_chat": malformed, "alarms.telegram_token": malformed}},
		"a bot, nobody":   {`{"alarms":{"webhook":"https://u:p@hooks.example","telegram_token":"1:x"}}`, map[string]string{"alarms.webhook": notAllowed, "alarms.telegram_chat": required}},
		"automatic":       {`{"orders":{"unanswered":"auto_accept","auto_accept":{"only_green":true}}}`, map[string]string{}},
		"busy polling":    {`{"menu":{"poll_seconds":1}}`, map[string]string{"menu.poll_seconds": outOfRange}},
		"all at once":     {`{"name":"","currency":"","station":{"url":"ftp://x"},"licence":{"mode":"x"}}`, map[string]string{"name": required, "currency": malformed, "station.url": malformed, "licence.mode": unknownValue}},
	} {
		t.Run(name, func(t *testing.T) {
			var settings RestaurantSettings
			require.NoError(t, json.Unmarshal([]byte(goodSettings), &settings))
			require.NoError(t, json.Unmarshal([]byte(c.change), &settings))
			got := map[string]string{}
			for _, fault := range settings.Validate(time.Now()) {
				got[fault.Field] = fault.Code
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestSettingsFiles(t *testing.T) {
	first := wholeRestaurant(t)
	first.ID, first.Name, first.Station.TableCode = "arbat-1", "Арбат: «Центр»", "0100" // a number that must stay a text
	second := first
	second.ID = "zoo-2"
	var file bytes.Buffer
	require.NoError(t, WriteSettings(&file, first))
	require.True(t, strings.HasPrefix(file.String(), "id: arbat-1\nname: "), "in the order of the documentation:\n%s", file.String())
	require.NotContains(t, file.String(), first.Station.Password)
	read, err := ReadSettings(&file)
	require.NoError(t, err)
	require.Len(t, read, 1)
	require.Empty(t, cmp.Diff(first, read[0].On(first)))

	file.Reset()
	require.NoError(t, WriteSettings(&file, first, second))
	read, err = ReadSettings(&file)
	require.NoError(t, err)
	require.Equal(t, []string{"arbat-1", "zoo-2"}, []string{read[0].ID, read[1].ID})

	read, err = ReadSettings(strings.NewReader(goodSettings))
	require.NoError(t, err, "JSON")
	require.Equal(t, "s3cret-password", *read[0].Station.Password)
	read, err = ReadSettings(strings.NewReader("id: x\nstation: {password: null}"))
	require.NoError(t, err)
	require.Equal(t, "", *read[0].Station.Password)
}

func TestFaultySettingsFiles(t *testing.T) {
	for text, message := range map[string]string{
		"":                                     "restaurant 1 of the file: must be settings",
		"id: [":                                "no YAML or JSON",
		"id: x\nnmae: y":                       `unknown field "nmae"`,
		"- id: x\n- id: 5":                     "restaurant 2 of the file: id has a value of the wrong kind",
		"station: {password: {x: s3cret}}":     "station.password has a value of the wrong kind",
		"1: 2":                                 "must be settings with names and values",
		strings.Repeat("#", maxSettingsFile+1): "longer than",
	} {
		_, err := ReadSettings(strings.NewReader(text))
		require.ErrorContains(t, err, message, text[:min(len(text), 40)])
		require.NotContains(t, err.Error(), "s3cret")
	}
}

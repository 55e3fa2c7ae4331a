package rk7sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	formScriptPath    = "/api/int/orderitems"
	formScriptTimeout = 10 * time.Second
)

// scripts is the station's own HTTP client; it follows nobody elsewhere.
var scripts = &http.Client{
	Timeout:       formScriptTimeout,
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func checkScriptAddress(address string) error {
	if address == "" {
		return nil
	}
	if host, port, err := net.SplitHostPort(address); err != nil || host == "" || port == "" {
		return errors.New("the address of the form's script is host:port")
	}
	return nil
}

// OpenForm shows the order's edit form. The form's script asks the configured
// address for the order's dishes and waits for the answer, which it does not
// read; the message is what it puts up when nobody answers.
func (t *Till) OpenForm(ctx context.Context, guid string) (message string, err error) {
	address := ""
	err = t.by(func(x *exchange) error {
		o, err := x.tillOrder(guid)
		if err != nil {
			return err
		}
		guid, address = o.GUID, t.r.script
		if t.r.behaviour.FormLocks && o.changeable(x.now) == nil {
			o.LockedByTill = true
			x.changes.keep(o)
		}
		return nil
	})
	if err != nil || address == "" {
		return "", err
	}
	if !t.script(ctx, address, guid) {
		return "Minidlv/orderitems. " + address + " Не доступен.", nil
	}
	return "", nil
}

// script makes the call with the GUID as it is, braces and all.
func (t *Till) script(ctx context.Context, address, guid string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+formScriptPath+"?guid="+guid, nil)
	if err != nil {
		return false
	}
	response, err := scripts.Do(request)
	if err != nil {
		return false
	}
	defer func() { _ = response.Body.Close() }() // only read
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, maxControlBytes))
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	return err == nil && (response.StatusCode < http.StatusBadRequest || t.r.behaviour.FormIgnoresHTTPErrors)
}

// FormScript changes the host:port the form's script calls; empty ends the calls.
func (t *Till) FormScript(address string) error {
	if err := checkScriptAddress(address); err != nil {
		return err
	}
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	t.r.script = address
	return nil
}

// FormChanges is what a cashier changed in the edit form: quantities by line
// number (0 removes), and dishes to add.
type FormChanges struct {
	Quantities map[int64]Thousandths `json:"quantities"`
	Add        []TillLine            `json:"add"`
}

// SaveForm saves the edit form, wholly or not at all, and leaves the order.
func (t *Till) SaveForm(guid string, changes FormChanges) error {
	return t.open(guid, func(x *exchange, o *order) error {
		for uni, quantity := range changes.Quantities {
			if err := x.tillChange(o, uni, int64(quantity)); err != nil {
				return fmt.Errorf("строка %d: %w", uni, err)
			}
		}
		for _, wanted := range changes.Add {
			if _, err := x.tillAdd(o, wanted); err != nil {
				return err
			}
		}
		o.unlock()
		o.Deferred, o.Hidden = false, false
		x.changes.put(o)
		return nil
	})
}

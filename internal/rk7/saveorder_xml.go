package rk7

type saveXML struct {
	CMD        string           `xml:"CMD,attr"`
	SkipCheck  string           `xml:"dontcheckLicense,attr,omitempty"`
	Deferred   string           `xml:"deferred,attr,omitempty"`
	SendToVDU  string           `xml:"sendtovdu,attr,omitempty"`
	LockKey    string           `xml:"lockguid,attr,omitempty"`
	Licence    *licenseXML      `xml:"LicenseInfo"`
	Order      orderRefXML      `xml:"Order"`
	SessionXML []saveSessionXML `xml:"Session"`
}

type saveSessionXML struct {
	Uni          string          `xml:"uni,attr,omitempty"`
	LineGUID     string          `xml:"line_guid,attr,omitempty"`
	Draft        string          `xml:"isDraft,attr,omitempty"`
	PrintTime    string          `xml:"printTime,attr,omitempty"`
	RemindTime   string          `xml:"remindTime,attr,omitempty"`
	ReadyTime    string          `xml:"readyTime,attr,omitempty"`
	StartService string          `xml:"startService,attr,omitempty"`
	Station      *refXML         `xml:"Station"`
	Author       *refXML         `xml:"Author"`
	Creator      *refXML         `xml:"Creator"`
	Course       *refXML         `xml:"Course"`
	Dishes       []saveDishXML   `xml:"Dish"`
	Combos       []saveComboXML  `xml:"Combo"`
	Prepays      []savePrepayXML `xml:"Prepay"`
}

type saveDishXML struct {
	refXML
	Uni       string        `xml:"uni,attr,omitempty"`
	LineGUID  string        `xml:"line_guid,attr,omitempty"`
	Quantity  int64         `xml:"quantity,attr"`
	Price     *int64        `xml:"price,attr"`
	Seat      string        `xml:"seat,attr,omitempty"`
	Modifiers []modiXML     `xml:"Modi"`
	Voids     []saveVoidXML `xml:"Void"`
}

type modiXML struct {
	refXML
	Count    int64  `xml:"count,attr"`
	Price    *int64 `xml:"price,attr"`
	OpenName string `xml:"openName,attr,omitempty"`
}

type saveComboXML struct {
	refXML
	Uni        string         `xml:"uni,attr,omitempty"`
	LineGUID   string         `xml:"line_guid,attr,omitempty"`
	Quantity   int64          `xml:"quantity,attr"`
	Price      *int64         `xml:"price,attr"`
	Components []componentXML `xml:"Component"`
	Modifiers  []modiXML      `xml:"ComboModi"`
	Voids      []saveVoidXML  `xml:"Void"`
}

type componentXML struct {
	refXML
	Count     int64     `xml:"count,attr"`
	Price     *int64    `xml:"price,attr"`
	Modifiers []modiXML `xml:"Modi"`
}

type saveVoidXML struct {
	refXML
	Quantity int64   `xml:"quantity,attr"`
	Author   *refXML `xml:"Author"`
}

type savePrepayXML struct {
	refXML
	LineGUID string  `xml:"line_guid,attr,omitempty"`
	Amount   int64   `xml:"amount,attr"`
	Promised string  `xml:"promised,attr,omitempty"`
	Reason   *refXML `xml:"Reason"`
}

// Encode implements Command.
func (o SaveOrder) Encode() ([]byte, error) {
	licence, err := o.Licence.xml()
	if err != nil {
		return nil, err
	}
	order, err := o.Order.xml()
	if err != nil {
		return nil, err
	}
	if len(o.Sessions) == 0 {
		return nil, missing("session")
	}
	x := saveXML{
		CMD: cmdSaveOrder, SkipCheck: digit(o.SkipLicenceCheck), Deferred: digit(o.Deferred), LockKey: o.LockKey,
		Licence: licence, Order: order,
	}
	if o.NotToKitchenDisplays {
		x.SendToVDU = "0"
	}
	for _, session := range o.Sessions {
		sx, err := session.xml()
		if err != nil {
			return nil, err
		}
		x.SessionXML = append(x.SessionXML, sx)
	}
	return encode(x)
}

func (s SaveSession) xml() (saveSessionXML, error) {
	x := saveSessionXML{
		Uni: optionalInt(s.Uni), LineGUID: s.LineGUID, Draft: digit(s.Draft),
		PrintTime: optionalTime(s.PrintTime), RemindTime: optionalTime(s.RemindTime),
		ReadyTime: optionalTime(s.ReadyTime), StartService: optionalTime(s.StartService),
		Station: s.Station.optional(), Author: s.Author.optional(), Creator: s.Creator.optional(), Course: s.Course.optional(),
	}
	for _, d := range s.Dishes {
		dish, err := d.xml()
		if err != nil {
			return x, err
		}
		x.Dishes = append(x.Dishes, dish)
	}
	for _, c := range s.Combos {
		if c.Combo.IsZero() || c.Quantity == 0 {
			return x, missing("combo or its quantity")
		}
		combo, err := c.xml()
		if err != nil {
			return x, err
		}
		x.Combos = append(x.Combos, combo)
	}
	for _, p := range s.Prepays {
		if p.Currency.IsZero() || p.Reason.IsZero() {
			return x, missing("prepayment's currency or reason")
		}
		x.Prepays = append(x.Prepays, savePrepayXML{
			refXML: p.Currency.xml(), LineGUID: p.LineGUID, Amount: p.Amount, Promised: digit(p.Promised), Reason: p.Reason.optional(),
		})
	}
	return x, nil
}

func (d SaveDish) xml() (saveDishXML, error) {
	switch {
	case d.Dish.IsZero():
		return saveDishXML{}, missing("dish")
	case d.Quantity == 0:
		return saveDishXML{}, missing("dish's quantity")
	}
	x := saveDishXML{
		refXML: d.Dish.xml(), Uni: optionalInt(d.Uni), LineGUID: d.LineGUID, Quantity: d.Quantity, Price: d.Price,
		Seat: optionalInt(d.Seat), Modifiers: modifiersXML(d.Modifiers),
	}
	var err error
	x.Voids, err = voidsXML(d.Voids)
	return x, err
}

func voidsXML(voids []SaveVoid) (out []saveVoidXML, err error) {
	for _, v := range voids {
		if v.Reason.IsZero() || v.Quantity == 0 {
			return nil, missing("reason or quantity of a removal")
		}
		out = append(out, saveVoidXML{refXML: v.Reason.xml(), Quantity: v.Quantity, Author: v.Author.optional()})
	}
	return out, nil
}

func (c SaveCombo) xml() (saveComboXML, error) {
	x := saveComboXML{refXML: c.Combo.xml(), Uni: optionalInt(c.Uni), LineGUID: c.LineGUID, Quantity: c.Quantity, Price: c.Price, Modifiers: modifiersXML(c.Modifiers)}
	for _, part := range c.Components {
		x.Components = append(x.Components, componentXML{
			refXML: part.Dish.xml(), Count: max(part.Count, 1), Price: part.Price, Modifiers: modifiersXML(part.Modifiers),
		})
	}
	var err error
	x.Voids, err = voidsXML(c.Voids)
	return x, err
}

func modifiersXML(modifiers []SaveModifier) []modiXML {
	var out []modiXML
	for _, m := range modifiers {
		out = append(out, modiXML{refXML: m.Modifier.xml(), Count: max(m.Count, 1), Price: m.Price, OpenName: m.OpenName})
	}
	return out
}

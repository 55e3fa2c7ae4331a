package rk7

import (
	"context"
	"encoding/xml"
	"slices"
	"strings"
	"time"
)

const cmdDeliveryStatus = "DeliveryUpdateStatus"

// DeliveryBlock is the delivery part of an order. The meaning of State is the
// restaurant's own: no list of its values is public.
type DeliveryBlock struct {
	State        *int64
	StartTime    time.Time
	DeliveryTime time.Time
	TravelTime   time.Duration
	ZoneID       int64
	ZoneName     string
	Takeout      bool
	// SentTime is when the courier left, DeliveredTime when the guest had the
	// order; both are read only, and zero before.
	SentTime      time.Time
	DeliveredTime time.Time

	// rest is what else a station said of it, so that it can be sent back whole.
	rest []xml.Attr
}

type deliveryXML struct {
	State        string `xml:"deliveryState,attr,omitempty"`
	StartTime    string `xml:"startTime,attr,omitempty"`
	TravelTime   string `xml:"travelTime,attr,omitempty"`
	DeliveryTime string `xml:"deliveryTime,attr,omitempty"`
	ZoneID       string `xml:"zoneID,attr,omitempty"`
	ZoneName     string `xml:"zoneName,attr,omitempty"`
	Takeout      string `xml:"isTakeOut,attr,omitempty"`

	Rest []xml.Attr `xml:",any,attr"`
}

// ownAttributes are those of a delivery block that have a field.
var ownAttributes = []string{"deliveryState", "startTime", "travelTime", "deliveryTime", "zoneID", "zoneName", "isTakeOut"}

func isOwn(attribute xml.Attr) bool {
	return slices.ContainsFunc(ownAttributes, func(name string) bool { return strings.EqualFold(name, attribute.Name.Local) })
}

func (d *DeliveryBlock) xml() *deliveryXML {
	if d == nil {
		return nil
	}
	x := &deliveryXML{
		StartTime: optionalTime(d.StartTime), TravelTime: optionalDuration(d.TravelTime), DeliveryTime: optionalTime(d.DeliveryTime),
		ZoneID: optionalInt(d.ZoneID), ZoneName: d.ZoneName, Takeout: digit(d.Takeout), Rest: d.rest,
	}
	if d.State != nil {
		x.State = decimal(*d.State)
	}
	return x
}

func (s *scan) delivery(n *node) *DeliveryBlock {
	if n == nil {
		return nil
	}
	return &DeliveryBlock{
		State: s.optInt(n, "deliveryState"), StartTime: s.time(n, "startTime"), DeliveryTime: s.time(n, "deliveryTime"),
		TravelTime: s.duration(n, "travelTime"), ZoneID: s.int(n, "zoneID"), ZoneName: n.attr("zoneName"), Takeout: s.bool(n, "isTakeOut"),
		SentTime: happened(s.time(n, "forwarderSendTime")), DeliveredTime: happened(s.time(n, "realDeliveryTime")),
		rest: slices.DeleteFunc(slices.Clone(n.attrs), isOwn),
	}
}

// happened leaves out the station's zero date, 1899-12-30.
func happened(at time.Time) time.Time {
	if at.Year() < 1900 {
		return time.Time{}
	}
	return at
}

// DeliveryUpdateStatus changes the delivery part of an order.
type DeliveryUpdateStatus struct {
	Order    OrderRef
	Delivery DeliveryBlock
	// Source is required by the station; ExternalID is not.
	Source     string
	ExternalID int64
}

type deliveryStatusXML struct {
	CMD      string       `xml:"CMD,attr"`
	Order    orderRefXML  `xml:"Order"`
	Delivery *deliveryXML `xml:"DeliveryBlock"`
	Source   struct {
		Source string `xml:"source,attr"`
		ID     string `xml:"extID,attr,omitempty"`
	} `xml:"ExtSource"`
}

// CommandName implements Command.
func (DeliveryUpdateStatus) CommandName() string { return cmdDeliveryStatus }

// Encode implements Command.
func (u DeliveryUpdateStatus) Encode() ([]byte, error) {
	order, err := u.Order.xml()
	if err != nil {
		return nil, err
	}
	if u.Source == "" {
		return nil, missing("external source")
	}
	x := deliveryStatusXML{CMD: cmdDeliveryStatus, Order: order, Delivery: u.Delivery.xml()}
	x.Source.Source, x.Source.ID = u.Source, optionalInt(u.ExternalID)
	return encode(x)
}

// OrderVersion is what changes with every change of an order.
type OrderVersion struct {
	Version int64
	CRC32   int64
}

// DeliveryUpdateStatus changes the delivery part of an order.
func (c *Client) DeliveryUpdateStatus(ctx context.Context, update DeliveryUpdateStatus) (OrderVersion, error) {
	r, err := c.call(ctx, writing, update)
	if err != nil {
		return OrderVersion{}, err
	}
	s := c.scan()
	n := r.result
	if order := n.child("Order"); order != nil {
		n = order
	}
	version := OrderVersion{Version: s.int(n, "version"), CRC32: s.int(n, "crc32")}
	return version, c.finish(cmdDeliveryStatus, s)
}

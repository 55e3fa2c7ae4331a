package pager

import (
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// timeOfDay is how moments are told: the restaurant's own time.
const timeOfDay = "15:04"

// orderWords are an alarm about an order as people read it.
func (p *Pager) orderWords(place restaurant.Restaurant, alarm activities.Alarm) string {
	what := "ждёт ответа с " + alarm.WaitingSince.In(place.Location()).Format(timeOfDay)
	if alarm.Event == order.EventNeedsOperator {
		what = "не передан на кассу и ждёт человека: " + order.Kinds[order.Code(alarm.Detail)].Title
	}
	return p.withLink(fmt.Sprintf("Заказ №%s (%s, %s) %s.", alarm.Number, named(place), alarm.Source, what))
}

// pauseWords say that a restaurant takes no orders, and why.
func (p *Pager) pauseWords(place restaurant.Restaurant, pause restaurant.AutoPause) string {
	return p.withLink(fmt.Sprintf("%s: приём заказов остановлен до %s. Подряд осталось без ответа: %d.",
		named(place), pause.Until.In(place.Location()).Format(timeOfDay), pause.Missed))
}

func (p *Pager) trialWords(place restaurant.Restaurant) string {
	return p.withLink(fmt.Sprintf("Проверка оповещения: %s. Сюда придут сообщения о заказах, на которые никто не отвечает.", named(place)))
}

func named(place restaurant.Restaurant) string {
	if place.Name != "" {
		return place.Name
	}
	return place.ID
}

func (p *Pager) withLink(text string) string {
	if p.options.Console == "" {
		return text
	}
	return text + "\n" + strings.TrimSuffix(p.options.Console, "/") + "/"
}

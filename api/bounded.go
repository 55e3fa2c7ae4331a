package api

import (
	"container/list"
	"sync"
)

// bounded is a map for many goroutines that forgets what was used longest ago
// when it is full, so that callers cannot make it grow without end.
type bounded[K comparable, V any] struct {
	mu    sync.Mutex
	limit int
	used  *list.List // of entry[K, V], the latest at the front
	items map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

func newBounded[K comparable, V any](limit int) *bounded[K, V] {
	return &bounded[K, V]{limit: limit, used: list.New(), items: map[K]*list.Element{}}
}

func (b *bounded[K, V]) get(key K) (value V, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	element, ok := b.items[key]
	if !ok {
		return value, false
	}
	b.used.MoveToFront(element)
	return element.Value.(entry[K, V]).value, true
}

func (b *bounded[K, V]) put(key K, value V) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.set(key, value)
}

// getOrMake is the value of the key, made by make when there is none yet.
func (b *bounded[K, V]) getOrMake(key K, make func() V) V {
	b.mu.Lock()
	defer b.mu.Unlock()
	if element, ok := b.items[key]; ok {
		b.used.MoveToFront(element)
		return element.Value.(entry[K, V]).value
	}
	value := make()
	b.set(key, value)
	return value
}

func (b *bounded[K, V]) drop(key K) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if element, ok := b.items[key]; ok {
		b.used.Remove(element)
		delete(b.items, key)
	}
}

// set needs the lock.
func (b *bounded[K, V]) set(key K, value V) {
	if element, ok := b.items[key]; ok {
		element.Value = entry[K, V]{key, value}
		b.used.MoveToFront(element)
		return
	}
	b.items[key] = b.used.PushFront(entry[K, V]{key, value})
	if len(b.items) > b.limit {
		oldest := b.used.Back()
		b.used.Remove(oldest)
		delete(b.items, oldest.Value.(entry[K, V]).key)
	}
}

package store

// pieces are the pieces of three letters in texts, each as one of 128 bits. A
// text that holds another has all of its bits; one that has not all of them need
// not be looked at. Several pieces share a bit, so having them proves nothing.
type pieces struct {
	Low  int64 `db:"pieces_low"`
	High int64 `db:"pieces_high"`
}

func piecesOf(texts ...string) (set pieces) {
	for _, text := range texts {
		letters := []rune(text)
		for i := 0; i+3 <= len(letters); i++ {
			set.add(letters[i], letters[i+1], letters[i+2])
		}
	}
	return set
}

// add sets a bit that is kept in databases: the same for three letters for ever.
func (p *pieces) add(a, b, c rune) {
	const spread, bits = 0x9E3779B97F4A7C15, 7 // the golden ratio mixes neighbours well
	bit := (uint64(a)<<42 | uint64(b)<<21 | uint64(c)) * spread >> (64 - bits)
	if bit < 64 {
		p.Low |= 1 << bit
	} else {
		p.High |= 1 << (bit - 64)
	}
}

// before is a condition that is asked only of orders that have all of these. It
// spares most orders the much dearer look at their text; in a CASE, because the
// databases would ask in the order that they think best.
func (p pieces) before(c *conditions) *conditions {
	if p == (pieces{}) { // too short a text
		return c
	}
	return &conditions{
		terms: []string{"CASE WHEN (pieces_low & ?) = ? AND (pieces_high & ?) = ? THEN " + c.String() + " ELSE FALSE END"},
		args:  append([]any{p.Low, p.Low, p.High, p.High}, c.args...),
	}
}

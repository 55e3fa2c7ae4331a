package store

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever a text holds, its pieces are among the text's: else a search would
// pass over an order that it should find.
func TestATextHasThePiecesOfAllItHolds(t *testing.T) {
	letters := []rune(searchText(sample(1).Record.Submission))
	whole := piecesOf(string(letters))
	for from := range letters {
		for to := from; to <= len(letters); to++ {
			part := piecesOf(string(letters[from:to]))
			require.Equal(t, part.Low, whole.Low&part.Low, string(letters[from:to]))
			require.Equal(t, part.High, whole.High&part.High, string(letters[from:to]))
		}
	}
}

// Most texts lack a piece of a word that they do not hold.
func TestPiecesTellMostTextsApart(t *testing.T) {
	whole := piecesOf(searchText(sample(1).Record.Submission))
	passedOver := 0
	words := []string{"гномик", "иванова", "сидоров", "79261112233", "web-777888", "александр", "елкин", "smirnov"}
	for _, word := range words {
		if part := piecesOf(word); part.Low&^whole.Low != 0 || part.High&^whole.High != 0 {
			passedOver++
		}
	}
	require.GreaterOrEqual(t, passedOver, len(words)-1)
}

// The bits are in databases: other ones would hide every order there is.
func TestPiecesStayTheSame(t *testing.T) {
	require.Equal(t, pieces{}, piecesOf("", "аб", "7"), "too short to have any")
	require.Equal(t, pieces{Low: -9223300568531861503, High: 1236959756288}, piecesOf("королева 4567"))
}

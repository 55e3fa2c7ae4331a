package account

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPasswords(t *testing.T) {
	const password = "correct horse"
	hash, err := HashPassword(password)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$"), hash)
	other, err := HashPassword(password)
	require.NoError(t, err)
	require.NotEqual(t, hash, other, "each has a salt of its own")
	require.True(t, PasswordMatches(hash, password))
	require.False(t, PasswordMatches(hash, password+"!"))
	_, err = parsePHC(NobodysHash)
	require.NoError(t, err, "unknown people must cost the same work")
	for _, broken := range []string{"", "plain", "$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=0,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=2,p=1$?$?"} {
		require.False(t, PasswordMatches(broken, ""), broken)
	}
	for _, bad := range []string{"too short", strings.Repeat("x", 201)} {
		_, err := HashPassword(bad)
		require.Error(t, err)
	}
}

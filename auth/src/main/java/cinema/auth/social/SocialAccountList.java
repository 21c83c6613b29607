package cinema.auth.social;

import java.util.List;

/** All accounts elsewhere of one user. */
record SocialAccountList(List<SocialAccount> items) {
}

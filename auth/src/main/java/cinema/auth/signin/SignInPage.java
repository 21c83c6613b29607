package cinema.auth.signin;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sign-ins, the newest first.
 *
 * @param next the path of the next page, or null at the end
 */
record SignInPage(List<SignIn> items, int pageNumber, int pageSize, @Nullable String next) {
}

package cinema.auth.social;

import io.swagger.v3.oas.annotations.media.Schema;

/** Where a browser has to go to link an account elsewhere. */
record SocialLink(@Schema(example = "https://accounts.google.com/o/oauth2/v2/auth?client_id=x") String url) {
}

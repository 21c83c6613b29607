package cinema.auth.throttle;

import cinema.auth.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Each sign-in by an account elsewhere is kept in mind while it lasts, and asks somebody
 * else: nobody begins or ends too many.
 */
@Component
class SocialLimit implements WebMvcConfigurer, HandlerInterceptor {

	private final Throttle throttle;

	SocialLimit(Throttle throttle) {
		this.throttle = throttle;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/v1/social-signin/**", "/api/v1/social-auth/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Turn turn = this.throttle.take(Limit.SOCIAL_ADDRESS, Caller.of(request).network());
		turn.require();
		turn.describe(response::setHeader);
		return true;
	}

}

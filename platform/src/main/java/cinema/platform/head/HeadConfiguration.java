package cinema.platform.head;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Puts the filter before the rules, and after what logs and measures. */
@AutoConfiguration
class HeadConfiguration {

	@Bean
	FilterRegistrationBean<HeadFilter> headFilter() {
		FilterRegistrationBean<HeadFilter> filter = new FilterRegistrationBean<>(new HeadFilter());
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
		return filter;
	}

}

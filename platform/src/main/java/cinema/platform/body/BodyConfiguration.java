package cinema.platform.body;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Bounds the bodies of all requests, whoever reads them. */
@AutoConfiguration
@EnableConfigurationProperties(BodyProperties.class)
class BodyConfiguration {

	/** Behind what names the request, before all that could read of it. */
	@Bean
	FilterRegistrationBean<BodyFilter> bodyFilter(BodyProperties properties) {
		FilterRegistrationBean<BodyFilter> filter = new FilterRegistrationBean<>(new BodyFilter(properties));
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
		return filter;
	}

	/** Whoever asks before sending is asked for nothing that will not be read. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> askedBodies() {
		return (tomcat) -> tomcat
			.addConnectorCustomizers((connector) -> connector.setProperty("continueResponseTiming", "onRead"));
	}

}

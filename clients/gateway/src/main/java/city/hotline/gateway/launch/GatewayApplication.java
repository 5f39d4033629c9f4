package city.hotline.gateway.launch;

import city.hotline.client.HotlineClient;
import city.hotline.gateway.open311.ApiKeys;
import city.hotline.gateway.open311.KeyAdmin;
import city.hotline.gateway.open311.Open311Servlet;
import city.hotline.gateway.store.Database;
import city.hotline.gateway.webhook.WebhookAdmin;
import city.hotline.gateway.webhook.WebhookErrors;
import city.hotline.gateway.webhook.WebhookSeries;
import city.hotline.gateway.webhook.Webhooks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A gateway as a Spring Boot application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatewayApplication {

  private final GatewayOptions options;

  /** With these options, which are a bean of the context. */
  public GatewayApplication(GatewayOptions options) {
    this.options = options;
  }

  /**
   * Starts a gateway; returns when its servers listen.
   *
   * @param client its way into the grid, which may not be there yet; closed by whoever made it
   * @throws RuntimeException when it cannot start; the message of its root says what to do
   */
  public static ConfigurableApplicationContext start(GatewayOptions options, HotlineClient client) {
    // A receiver that closes idle connections sooner than this fails an event now and then.
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.config.name", "gateway");
    properties.put("server.address", options.bind());
    properties.put("server.port", options.httpPort());
    return new SpringApplicationBuilder(GatewayApplication.class)
        .bannerMode(Banner.Mode.OFF)
        .initializers(
            context -> {
              context.getBeanFactory().registerSingleton("gatewayOptions", options);
              context.getBeanFactory().registerSingleton("hotlineClient", client);
            })
        .properties(properties)
        .registerShutdownHook(true)
        .run();
  }

  @Bean(destroyMethod = "close")
  Database database() {
    return Database.open(options.data());
  }

  @Bean(destroyMethod = "close")
  Webhooks webhooks(Database database, HotlineClient client) {
    return Webhooks.of(database, client, options.giveUp());
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> begin(Webhooks webhooks) {
    return ready -> webhooks.start();
  }

  @Bean
  WebhookAdmin webhookAdmin(Webhooks webhooks) {
    return new WebhookAdmin(webhooks);
  }

  @Bean
  WebhookErrors webhookErrors() {
    return new WebhookErrors();
  }

  /** Boot binds it to its Prometheus registry. */
  @Bean
  WebhookSeries webhookSeries(Webhooks webhooks) {
    return new WebhookSeries(webhooks);
  }

  @Bean
  ApiKeys apiKeys(Database database) {
    return new ApiKeys(database);
  }

  @Bean
  KeyAdmin keyAdmin(ApiKeys keys) {
    return new KeyAdmin(keys);
  }

  @Bean
  ServletRegistrationBean<Open311Servlet> open311(
      HotlineClient client, ApiKeys keys, Database database) {
    return new ServletRegistrationBean<>(
        new Open311Servlet(client, keys, database), "/open311/v2/*");
  }

  @Bean
  AdminPort adminPort() {
    return new AdminPort(options);
  }

  @Bean
  FilterRegistrationBean<AdminPort> adminFilter(AdminPort adminPort) {
    var bean = new FilterRegistrationBean<>(adminPort);
    bean.setOrder(Integer.MIN_VALUE);
    return bean;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> adminConnector(AdminPort adminPort) {
    return factory -> factory.addAdditionalConnectors(adminPort.connector());
  }
}

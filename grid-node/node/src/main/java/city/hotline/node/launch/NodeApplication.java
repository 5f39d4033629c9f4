package city.hotline.node.launch;

import city.hotline.node.endpoint.AuditEndpoint;
import city.hotline.node.endpoint.CitizenEndpoint;
import city.hotline.node.endpoint.DepartmentEndpoint;
import city.hotline.node.endpoint.DirectoryEndpoint;
import city.hotline.node.endpoint.FollowUpEndpoint;
import city.hotline.node.endpoint.GridEndpoint;
import city.hotline.node.endpoint.IntakeEndpoint;
import city.hotline.node.endpoint.MemberEndpoint;
import city.hotline.node.endpoint.MessageSizes;
import city.hotline.node.endpoint.RatesEndpoint;
import city.hotline.node.endpoint.SearchEndpoint;
import city.hotline.node.endpoint.SeatEndpoint;
import city.hotline.node.endpoint.SupervisionEndpoint;
import city.hotline.node.endpoint.TelephonyEndpoint;
import city.hotline.node.endpoint.WallboardEndpoint;
import city.hotline.node.gauge.Gauges;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.wall.WallHeaders;
import city.hotline.node.wall.WallStream;
import io.grpc.BindableService;
import io.grpc.netty.NettyServerBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * A member as a Spring Boot application: {@link GridNode} with its gRPC and HTTP servers around it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class NodeApplication {
  private static final int MOST_CALLS_A_CONNECTION = 4_096;

  /** Clients ask every 10 s whether an idle connection lives; by default that ends it. */
  private static final int KEEP_ALIVE_SECONDS = 5;

  private final NodeOptions options;

  /** With these options, which are a bean of the context. */
  public NodeApplication(NodeOptions options) {
    this.options = options;
  }

  /**
   * Starts a member; returns when its servers listen.
   *
   * @throws IllegalStateException or the journal's own exception when it cannot start; the message
   *     says what to do
   */
  public static ConfigurableApplicationContext start(NodeOptions options) {
    MachineCheck.refuseASingleThreadedCommonPool();
    Ports.refuseWhatIsTaken(options);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.address", options.bind());
    properties.put("server.port", options.httpPort());
    properties.put("spring.grpc.server.address", options.bind());
    properties.put("spring.grpc.server.port", options.grpcPort());
    return new SpringApplicationBuilder(NodeApplication.class)
        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
        .initializers(context -> context.getBeanFactory().registerSingleton("nodeOptions", options))
        .properties(properties)
        .registerShutdownHook(true)
        .run();
  }

  @Bean(destroyMethod = "close")
  GridNode gridNode() {
    GridNode node = new GridNode(options, HazelcastGrid::start);
    node.journal().onForced(new HaltWhenBroken());
    return node;
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> begin(GridNode node, WallStream wall) {
    return ready -> {
      node.start();
      node.every(WallStream.PERIOD_MS, "painting walls", wall::round);
    };
  }

  /** Comes before the servers stop, so that the others can still talk to this node. */
  @Bean
  ApplicationListener<ContextClosedEvent> handOver(GridNode node) {
    return closing -> node.handOver();
  }

  @Bean
  BindableService auditService(GridNode node) {
    return node.endpoint(AuditEndpoint.class);
  }

  @Bean
  BindableService citizenService(GridNode node) {
    return node.endpoint(CitizenEndpoint.class);
  }

  @Bean
  BindableService memberService(GridNode node) {
    return node.endpoint(MemberEndpoint.class);
  }

  @Bean
  BindableService gridService(GridNode node) {
    return node.endpoint(GridEndpoint.class);
  }

  @Bean
  BindableService seatService(GridNode node) {
    return node.endpoint(SeatEndpoint.class);
  }

  @Bean
  BindableService supervisionService(GridNode node) {
    return node.endpoint(SupervisionEndpoint.class);
  }

  @Bean
  BindableService telephonyService(GridNode node) {
    return node.endpoint(TelephonyEndpoint.class);
  }

  @Bean
  BindableService departmentService(GridNode node) {
    return node.endpoint(DepartmentEndpoint.class);
  }

  @Bean
  BindableService intakeService(GridNode node) {
    return node.endpoint(IntakeEndpoint.class);
  }

  @Bean
  BindableService followUpService(GridNode node) {
    return node.endpoint(FollowUpEndpoint.class);
  }

  @Bean
  BindableService ratesService(GridNode node) {
    return node.endpoint(RatesEndpoint.class);
  }

  @Bean
  BindableService searchService(GridNode node) {
    return node.endpoint(SearchEndpoint.class);
  }

  @Bean
  BindableService wallboardService(GridNode node) {
    return node.endpoint(WallboardEndpoint.class);
  }

  @Bean
  BindableService directoryService(GridNode node) {
    return node.endpoint(DirectoryEndpoint.class);
  }

  @Bean
  ServerBuilderCustomizer<NettyServerBuilder> limits(GridNode node) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            4, 4, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(100_000), Threads.named("grpc"));
    return builder ->
        builder
            .executor(executor)
            .maxConcurrentCallsPerConnection(MOST_CALLS_A_CONNECTION)
            .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(node.gate())
            .intercept(new MessageSizes())
            .intercept(node.traffic());
  }

  @Bean
  WallStream wallStream(GridNode node) {
    return new WallStream(node.pictures());
  }

  @Bean
  ServletRegistrationBean<WallStream> wallServlet(WallStream wall) {
    ServletRegistrationBean<WallStream> bean = new ServletRegistrationBean<>(wall, "/wall/stream");
    bean.setAsyncSupported(true);
    return bean;
  }

  @Bean
  FilterRegistrationBean<WallHeaders> wallHeaders() {
    FilterRegistrationBean<WallHeaders> bean = new FilterRegistrationBean<>(new WallHeaders());
    bean.setAsyncSupported(true);
    return bean;
  }

  /** Boot binds it to its Prometheus registry. */
  @Bean
  Gauges gauges(GridNode node, WallStream wall) {
    return node.gauges(wall::readers);
  }

  @Bean
  HealthIndicator grid(GridNode node) {
    return () -> {
      List<String> problems = node.status().problems();
      return problems.isEmpty()
          ? Health.up().withDetail("node", node.nodeId()).build()
          : Health.down().withDetail("problems", problems).build();
    };
  }
}

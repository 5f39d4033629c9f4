package city.hotline.node.grid;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;

/** Every setting of the cluster in one place; STACK.md's traps are the reason for most. */
final class HazelcastSettings {
  static final String NODE_ID = "hotline.node-id";
  static final String GRPC = "hotline.grpc";
  static final String HTTP = "hotline.http";

  /** Can never change once a grid exists. */
  static final int PARTITIONS = 271;

  static final int DOCKET_MAPS = 8;

  /** The owner and these are as many as voters can be: each gets the records as they are made. */
  static final int BACKUPS = 4;

  private HazelcastSettings() {}

  static Config of(GridOptions options, GridFactory factory) {
    Config config = new Config();
    config.setClusterName(options.clusterName());
    // Given districts only when it asks for them: HazelcastGrid.askForDistricts.
    config.setLiteMember(true);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.partition.count", Integer.toString(PARTITIONS));
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    // Looked at once a second, so that the limit of ten seconds is kept.
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "9");
    // A process that ends resets its connections: it is suspected after two attempts to connect.
    config.setProperty("hazelcast.connection.monitor.interval", "50");
    config.setProperty("hazelcast.connection.monitor.max.faults", "1");
    // What was lost with a connection that was reset, a migration's commit above all, is done
    // again.
    config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
    config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
    config.setProperty("hazelcast.partition.backup.sync.interval", "5");
    config.setProperty("hazelcast.member.demote.max.wait", "15");
    config.setProperty("hazelcast.slow.operation.detector.threshold.millis", "100");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "1");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.setProperty("hazelcast.io.thread.count", "2");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getMemberAttributeConfig().setAttribute(NODE_ID, options.nodeId());
    config.getMemberAttributeConfig().setAttribute(GRPC, options.grpcAddress());
    config.getMemberAttributeConfig().setAttribute(HTTP, options.httpAddress());
    config.getSerializationConfig().addDataSerializableFactory(GridFactory.ID, factory);
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
    network(config, options);
    config.addMapConfig(map("floors"));
    config.addMapConfig(map("dockets-*"));
    return config;
  }

  private static void network(Config config, GridOptions options) {
    AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
    network.setEnabled(true);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(2)
        .setMembers(options.members());
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(options.memberPort());
    endpoint.setPortAutoIncrement(false);
    endpoint.getInterfaces().setEnabled(true).addInterface(options.bind());
    network.setMemberEndpointConfig(endpoint);
  }

  private static MapConfig map(String name) {
    return new MapConfig(name)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setBackupCount(0)
        .setAsyncBackupCount(BACKUPS)
        .setStatisticsEnabled(false)
        .setMergePolicyConfig(new MergePolicyConfig(DiscardMergePolicy.class.getName(), 100));
  }
}

/**
 * What the embedded server is started with: durable, and small enough for a machine of 1 GB. `durable: false` is for
 * tests, whose data nobody misses.
 */
export function serverSettings(socketDir: string, durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    max_connections: "60",
    shared_buffers: "64MB",
    work_mem: "4MB",
    maintenance_work_mem: "64MB",
    effective_cache_size: "512MB",
    max_wal_size: "512MB",
    // One transaction's planner is quicker than compiling; the queries here are short.
    jit: "off",
    random_page_cost: "1.1",
    // Three I/O workers would be three more processes for a node that fits into memory.
    io_method: "sync",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_logical_replication_workers: "0",
    max_parallel_workers_per_gather: "0",
    idle_in_transaction_session_timeout: "60s",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    // Statements hold people's words; the log must not.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(durable
      ? {}
      : { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

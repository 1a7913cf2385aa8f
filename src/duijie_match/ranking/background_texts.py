"""Invented office texts from many fields: what a language looks like when nothing is known of the list.

Their mean vector stands in for the mean of a list that is too small to have one. They describe nobody.
"""

CHINESE = """
针对高温高压工况，开发金属硬密封阀门，解决密封面磨损和泄漏问题，延长使用寿命。
提出一种永磁同步电机的控制方法，降低转矩脉动，提高运行效率。
公司生产线上的零件外观缺陷靠人工检查，效率低，希望引进机器视觉自动检测设备。
研制锂离子电池用高镍正极材料，改善循环稳定性和安全性能。
中药材有效成分提取收率低、能耗高，需要新的提取和纯化工艺。
食用菌工厂化栽培中废弃菌渣的综合利用技术。
畜禽养殖粪污处理与有机肥生产一体化解决方案。
开发水性环保涂料，替代溶剂型产品，提高耐候性和附着力。
城市污水处理厂脱氮除磷工艺的升级改造和节能降耗。
一种用于大跨度桥梁的结构健康监测系统，能够实时评估安全状态。
纺织印染废水深度处理及回用，降低运行成本。
利用人工智能方法预测电力负荷，优化电网调度。
茶叶加工设备自动化程度低，寻求连续化、清洁化的生产线。
抗病高产水稻新品种的选育和示范推广。
研究肿瘤早期筛查的生物标志物，并建立检测试剂盒。
医疗器械表面抗菌涂层的制备技术，适用于植入物。
建筑固体废弃物再生骨料在混凝土中的应用。
开发工业互联网平台，实现设备联网、数据采集和远程运维。
缝制设备的伺服控制系统，要求高速、低噪声、断线自动检测。
泵类产品水力模型的优化设计，提高效率、降低振动。
汽车轻量化铝合金压铸件的气孔缺陷控制。
模具钢热处理变形大，寻求真空热处理工艺改进。
柑橘采后保鲜和冷链物流技术，减少腐烂损失。
光伏组件回收及硅材料再利用的关键工艺。
开发适合山区作业的小型农业机械。
皮革鞣制中铬污染的治理和无铬鞣剂的研制。
数控机床主轴热误差补偿与精度保持。
光学镜片镀膜均匀性的提升，用于车载镜头。
建立企业知识产权管理体系，提供专利导航和分析服务。
提供科技成果评价、技术转移和投融资对接服务。
碳纤维复合材料的低成本成型，用于风电叶片。
开发儿童用药的缓释制剂，改善口感和依从性。
乳制品益生菌的筛选和发酵工艺研究。
水产养殖水质在线监测与智能投喂。
竹木制品防霉防蛀处理技术。
石墨烯导热膜的规模化制备。
变压器油中溶解气体的在线监测装置。
地下管网泄漏定位，要求精度高、成本低。
基于遥感影像的森林火灾预警系统。
土壤重金属污染的植物修复与钝化技术。
半导体封装用环氧树脂的国产替代。
陶瓷砖生产线的余热利用和减排。
老年人跌倒检测和居家健康监护设备。
塑料薄膜可降解改性，要求保持力学强度。
无人机巡检输电线路，自动识别隐患。
废旧轮胎裂解制备炭黑的连续化设备。
轴承钢的纯净度控制与疲劳寿命提升。
激光焊接铜铝异种金属的接头强度。
酿酒副产物酒糟的高值化利用。
新能源汽车电机用高性能磁性材料。
智能仓储搬运机器人的路径规划与调度。
眼镜架电镀工艺的环保替代。
高层建筑消防疏散的仿真和优化。
低压电器触头材料的抗电弧侵蚀性能。
植物源农药的研制及田间药效评价。
文物数字化保护与展示平台的建设。
化工反应过程的安全监测与预警。
天然产物抗氧化活性的研究及其在化妆品中的应用。
油茶籽油精炼过程中有害物质的控制。
制鞋行业个性化定制的三维脚型测量。
""".strip().splitlines()

ENGLISH = """
A hard-sealed valve for high temperature and pressure that resists wear and leakage.
Control of permanent magnet motors with low torque ripple and high efficiency.
Automatic visual inspection of surface defects on a production line.
Cathode materials for lithium-ion batteries with better cycle life and safety.
Extraction and purification of active compounds from medicinal plants.
Reuse of spent substrate from industrial mushroom growing.
Treatment of livestock waste and production of organic fertiliser.
Water-borne coatings with good weather resistance and adhesion.
Removal of nitrogen and phosphorus from municipal wastewater at lower energy cost.
Structural health monitoring of long-span bridges in real time.
Forecasting electric load with machine learning to improve grid dispatch.
Breeding of disease-resistant, high-yield rice varieties.
Biomarkers for early cancer screening and a diagnostic test kit.
Antibacterial coatings for implants and medical devices.
Recycled aggregates from construction waste for use in concrete.
An industrial internet platform for data acquisition and remote maintenance.
Servo control for sewing machines with high speed and low noise.
Hydraulic design of pumps for higher efficiency and less vibration.
Porosity control in aluminium die castings for light vehicles.
Post-harvest preservation and cold chain logistics of citrus fruit.
Recycling of photovoltaic modules and recovery of silicon.
Thermal error compensation of machine tool spindles.
Uniform optical coatings for automotive lenses.
Patent analysis and intellectual property services for small firms.
Low-cost moulding of carbon fibre composites for wind turbine blades.
Slow-release formulations of medicines for children.
Screening of probiotic strains and fermentation processes for dairy.
Online monitoring of water quality and automatic feeding in aquaculture.
Large-scale preparation of graphene films for heat conduction.
Detection and location of leaks in buried pipelines.
Forest fire early warning from satellite imagery.
Remediation of soils contaminated with heavy metals.
Epoxy resins for semiconductor packaging.
Waste heat recovery in ceramic kilns.
Fall detection and home health monitoring for older people.
Biodegradable plastic films that keep their mechanical strength.
Drones that inspect power lines and recognise hazards.
A continuous pyrolysis plant for waste tyres.
Fatigue life and cleanliness of bearing steel.
Laser welding of copper to aluminium.
High-performance magnets for electric vehicle motors.
Path planning and scheduling of warehouse robots.
Simulation of evacuation from tall buildings in a fire.
Plant-based pesticides and field trials of their effect.
A software tool for secure communication in sensor networks.
Safety monitoring of chemical reactors with early warning.
Natural antioxidants and their use in cosmetics.
Radar signal processing for detection of small targets.
Training simulators for pilots and maintenance crews.
Library services and the management of research data.
""".strip().splitlines()

TEXTS = {"zh": CHINESE, "en": ENGLISH}
